output "namespace" {
  description = "Where Uptick runs."
  value       = helm_release.this.namespace
}

output "setup_token" {
  description = "Asked for once, by the screen that creates the owner."
  value       = random_password.setup.result
  sensitive   = true
}

output "postgres_endpoint" {
  description = "Host and port of the database."
  value       = aws_db_instance.this.endpoint
}

output "valkey_endpoint" {
  description = "Host of the Valkey, for KEDA."
  value       = local.valkey_host
}
