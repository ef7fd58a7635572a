-- How much of everybody's checks one host bears.
CREATE INDEX "monitor_host_idx" ON "monitor"("host");
