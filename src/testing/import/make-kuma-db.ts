import initSqlJs, { type Database } from "sql.js";

/** The tables that are read, after the migrations of Uptime Kuma 1.23 and 2.0; 2.0 counts days itself. */
const TABLES = `
CREATE TABLE monitor (id INTEGER PRIMARY KEY, name TEXT, active BOOLEAN DEFAULT 1, user_id INTEGER, interval INTEGER DEFAULT 60,
  url TEXT, type TEXT, weight INTEGER, hostname TEXT, port INTEGER, keyword TEXT, maxretries INTEGER DEFAULT 0,
  ignore_tls BOOLEAN DEFAULT 0, upside_down BOOLEAN DEFAULT 0, maxredirects INTEGER DEFAULT 10,
  accepted_statuscodes_json TEXT DEFAULT '["200-299"]', dns_resolve_type TEXT, dns_resolve_server TEXT, retry_interval INTEGER DEFAULT 60,
  push_token TEXT, method TEXT DEFAULT 'GET', body TEXT, headers TEXT, basic_auth_user TEXT, basic_auth_pass TEXT,
  docker_container TEXT, proxy_id INTEGER, expiry_notification BOOLEAN DEFAULT 0, mqtt_topic TEXT, mqtt_success_message TEXT,
  mqtt_username TEXT, mqtt_password TEXT, database_connection_string TEXT, database_query TEXT, auth_method TEXT,
  grpc_url TEXT, grpc_service_name TEXT, grpc_enable_tls BOOLEAN DEFAULT 0, resend_interval INTEGER DEFAULT 0,
  http_body_encoding TEXT, parent INTEGER, invert_keyword BOOLEAN DEFAULT 0, json_path TEXT, expected_value TEXT,
  timeout DOUBLE DEFAULT 0);
CREATE TABLE heartbeat (id INTEGER PRIMARY KEY, important BOOLEAN DEFAULT 0, monitor_id INTEGER, status SMALLINT, msg TEXT, time DATETIME, ping INTEGER, duration INTEGER DEFAULT 0);
CREATE TABLE notification (id INTEGER PRIMARY KEY, name TEXT, active BOOLEAN DEFAULT 1, user_id INTEGER, is_default BOOLEAN DEFAULT 0, config TEXT);
CREATE TABLE monitor_notification (id INTEGER PRIMARY KEY, monitor_id INTEGER, notification_id INTEGER);
CREATE TABLE tag (id INTEGER PRIMARY KEY, name TEXT, color TEXT);
CREATE TABLE monitor_tag (id INTEGER PRIMARY KEY, monitor_id INTEGER, tag_id INTEGER, value TEXT);
CREATE TABLE proxy (id INTEGER PRIMARY KEY, user_id INTEGER, protocol TEXT, host TEXT, port INTEGER, auth BOOLEAN, username TEXT, password TEXT, active BOOLEAN DEFAULT 1);
CREATE TABLE maintenance (id INTEGER PRIMARY KEY, title TEXT, description TEXT, active BOOLEAN DEFAULT 1, strategy TEXT, start_date DATETIME, end_date DATETIME,
  start_time TIME, end_time TIME, weekdays TEXT DEFAULT '[]', days_of_month TEXT DEFAULT '[]', interval_day INTEGER, cron TEXT, timezone TEXT, duration INTEGER);
CREATE TABLE monitor_maintenance (id INTEGER PRIMARY KEY, monitor_id INTEGER, maintenance_id INTEGER);
CREATE TABLE status_page (id INTEGER PRIMARY KEY, slug TEXT, title TEXT, description TEXT, icon TEXT, theme TEXT, published BOOLEAN DEFAULT 1);
CREATE TABLE [group] (id INTEGER PRIMARY KEY, name TEXT, weight INTEGER DEFAULT 1000, status_page_id INTEGER);
CREATE TABLE monitor_group (id INTEGER PRIMARY KEY, monitor_id INTEGER, group_id INTEGER, weight INTEGER DEFAULT 1000);
CREATE TABLE setting (id INTEGER PRIMARY KEY, key TEXT, value TEXT, type TEXT);`;

const OF_2_0 = `
ALTER TABLE monitor ADD COLUMN conditions TEXT DEFAULT '[]';
ALTER TABLE monitor ADD COLUMN json_path_operator TEXT;
ALTER TABLE monitor ADD COLUMN ip_family TEXT;
ALTER TABLE monitor ADD COLUMN smtp_security TEXT;
CREATE TABLE stat_daily (id INTEGER PRIMARY KEY, monitor_id INTEGER, timestamp INTEGER, ping FLOAT, up SMALLINT, down SMALLINT);
INSERT INTO stat_daily (monitor_id, timestamp, ping, up, down) VALUES (1, 1772323200, 42.5, 1430, 10), (1, 1777593600, 40, 1, 0);
INSERT INTO monitor (id, name, type, url, json_path, json_path_operator, expected_value) VALUES (20, 'Version', 'json-query', 'https://api.example.com/v', 'build.number', '>=', '7');
INSERT INTO monitor (id, name, type, hostname, port, smtp_security) VALUES (21, 'Mail', 'smtp', 'mail.example.com', 465, 'secure');
INSERT INTO monitor (id, name, type, url) VALUES (22, 'Socket', 'websocket-upgrade', 'wss://example.com/live');`;

const ROWS = `
INSERT INTO monitor (id, name, type, url, interval, maxretries, timeout, resend_interval, expiry_notification, parent, headers, basic_auth_user, basic_auth_pass)
  VALUES (1, 'Shop', 'http', 'https://shop.example.com/', 60, 3, 48, 10, 1, 9, '{"Authorization":"Bearer abcdef","Accept":"text/html"}', 'bob', 'hunter2!');
INSERT INTO monitor (id, name, type, url, keyword, invert_keyword, method, body, http_body_encoding, accepted_statuscodes_json)
  VALUES (2, 'Search', 'keyword', 'https://shop.example.com/find', 'error', 1, 'POST', '{"q":1}', 'json', '["200-299","304"]');
INSERT INTO monitor (id, name, type, hostname, port) VALUES (3, 'Database port', 'port', 'db.example.com', 5432);
INSERT INTO monitor (id, name, type, hostname) VALUES (4, 'Router', 'ping', '192.0.2.1');
INSERT INTO monitor (id, name, type, hostname, dns_resolve_type, dns_resolve_server, port) VALUES (5, 'Mail records', 'dns', 'example.com', 'MX', '1.1.1.1,8.8.8.8', 53);
INSERT INTO monitor (id, name, type, interval, push_token, active) VALUES (6, 'Nightly', 'push', 86400, 'abc', 0);
INSERT INTO monitor (id, name, type, database_connection_string, database_query) VALUES (7, 'Orders', 'postgres', 'postgres://reader:s%40fe@db.example.com:5433/orders', 'SELECT 1');
INSERT INTO monitor (id, name, type) VALUES (8, 'Game', 'gamedig'), (9, 'Production', 'group');
INSERT INTO monitor (id, name, type, url, upside_down) VALUES (10, 'Must be down', 'http', 'https://old.example.com/', 1);
INSERT INTO monitor (id, name, type, url, json_path, expected_value) VALUES (11, 'Query', 'json-query', 'https://api.example.com/s', '$count(items[price > 5])', '3');
INSERT INTO notification (id, name, is_default, config) VALUES
  (1, 'Telegram', 1, '{"type":"telegram","telegramBotToken":"123456789:AAHaaaaaaaaaaaaaaaaaaaaaaa","telegramChatID":"-1001"}'),
  (2, 'Mail', 0, '{"type":"smtp","smtpHost":"mail.example.com","smtpPort":465,"smtpSecure":true,"smtpUsername":"kuma","smtpPassword":"pass1234","smtpFrom":"Kuma <kuma@example.com>","smtpTo":"ops@example.com, dev@example.com"}'),
  (3, 'Kook', 0, '{"type":"Kook"}');
INSERT INTO monitor_notification (monitor_id, notification_id) VALUES (1, 1), (1, 2), (2, 2), (2, 3);
INSERT INTO tag (id, name, color) VALUES (1, 'Team', '#fff'), (2, 'EU', '#000');
INSERT INTO monitor_tag (monitor_id, tag_id, value) VALUES (1, 1, 'Shop & Co'), (1, 2, '');
INSERT INTO maintenance (id, title, strategy, start_time, end_time, weekdays, start_date, timezone) VALUES (1, 'Weekly', 'recurring-weekday', '23:30', '01:00', '[0,3]', '2026-01-01 00:00:00', 'Europe/Berlin');
INSERT INTO maintenance (id, title, strategy, start_date, end_date, timezone) VALUES (2, 'Move', 'single', '2026-07-01 02:00:00', '2026-07-01 04:00:00', 'Europe/Berlin'), (3, 'Past', 'single', '2020-07-01 02:00:00', '2020-07-01 04:00:00', 'UTC');
INSERT INTO maintenance (id, title, strategy, cron, duration) VALUES (4, 'Cron', 'cron', '30 3 * * 1', 3600), (5, 'By hand', 'manual', NULL, NULL);
INSERT INTO monitor_maintenance (monitor_id, maintenance_id) VALUES (1, 1), (1, 2), (2, 3), (3, 4), (4, 5);
INSERT INTO status_page (id, slug, title, description, icon, theme) VALUES (1, 'up', 'Our status', 'All of it', '/icon.svg', 'auto');
INSERT INTO [group] (id, name, weight, status_page_id) VALUES (1, 'Web', 1, 1), (2, 'Elsewhere', 1, 2);
INSERT INTO monitor_group (monitor_id, group_id, weight) VALUES (2, 1, 2), (1, 1, 1), (8, 1, 3);
INSERT INTO setting (key, value) VALUES ('serverTimezone', '"Europe/Berlin"');
INSERT INTO heartbeat (monitor_id, status, time, ping) VALUES (1, 1, '2026-05-01 10:00:00.123', 100), (1, 1, '2026-05-01 10:01:00.123', 300),
  (1, 0, '2026-05-01 10:02:00.123', NULL), (1, 2, '2026-05-01 10:03:00.123', NULL), (1, 1, '2026-05-02 10:03:00.123', 10);`;

/** A database such as Uptime Kuma leaves it. */
export async function makeKumaDb(version: "1.23" | "2.0"): Promise<Database> {
  const { Database } = await initSqlJs();
  const db = new Database();
  db.run(TABLES);
  if (version === "2.0") db.run(OF_2_0);
  db.run(ROWS);
  return db;
}
