output "url" {
  description = "Where Uptick answers."
  value       = module.uptick.url
}

output "setup_token" {
  description = "terraform output -raw setup_token"
  value       = module.uptick.setup_token
  sensitive   = true
}

output "database_url" {
  description = "terraform output -raw database_url"
  value       = module.uptick.database_url
  sensitive   = true
}
