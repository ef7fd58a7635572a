ALTER TABLE "workspace" ADD COLUMN "deleted_at" TIMESTAMPTZ(3);

ALTER TABLE "invitation" ADD COLUMN "mailed_at" TIMESTAMPTZ(3);

-- The audit log is append-only. Whoever erases says so in the transaction; then a person's traces may be taken out of an
-- entry, never what was done, and when.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('uptick.audit_erasure', true), '') <> 'on' THEN
    RAISE EXCEPTION 'The audit log is append-only.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;
  IF (NEW.id, NEW.action, NEW.created_at) IS DISTINCT FROM (OLD.id, OLD.action, OLD.created_at)
    OR NEW.workspace_id IS DISTINCT FROM OLD.workspace_id THEN
    RAISE EXCEPTION 'What an audit entry says was done, and when, stays.' USING ERRCODE = 'insufficient_privilege';
  END IF;
  RETURN NEW;
END $$;

CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry
  FOR EACH ROW EXECUTE FUNCTION refuse_audit_change();
