"""Dure (두레): local governments find, judge, share and adopt each other's innovation practices."""
