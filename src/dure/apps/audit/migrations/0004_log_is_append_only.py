"""The database refuses to change or empty the log, and puts every new entry into the queue of the sequencer."""

from django.db import migrations

TABLES = ["audit_leaf", "audit_published", "audit_cosignature"]

GUARD = """
CREATE FUNCTION audit_log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'rows of the log are never changed or removed (%)', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_entry_keeps_all BEFORE TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();
""" + "".join(
    f"""
CREATE TRIGGER {table}_append_only BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION audit_log_is_append_only();
CREATE TRIGGER {table}_keeps_all BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION audit_log_is_append_only();
"""
    for table in TABLES
)
QUEUE = """
CREATE FUNCTION audit_entry_waits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO audit_waiting (entry_id) VALUES (NEW.id);
    RETURN NULL;
END $$;
CREATE TRIGGER audit_entry_waits AFTER INSERT ON audit_entry FOR EACH ROW EXECUTE FUNCTION audit_entry_waits();
INSERT INTO audit_waiting (entry_id) SELECT id FROM audit_entry;
"""
UNDO = """
DROP TRIGGER audit_entry_waits ON audit_entry;
DROP FUNCTION audit_entry_waits();
DROP FUNCTION audit_log_is_append_only() CASCADE;
"""


class Migration(migrations.Migration):
    dependencies = [("audit", "0003_log_tables")]
    operations = [migrations.RunSQL(GUARD + QUEUE, UNDO)]
