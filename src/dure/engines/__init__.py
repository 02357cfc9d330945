"""Pure engines: values in, values out; no Django, no disk, no clock, no network, no chance."""
