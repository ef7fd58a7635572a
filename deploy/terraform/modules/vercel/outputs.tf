output "url" {
  description = "Where Uptick answers after the first deployment."
  value       = "https://${vercel_project_domain.this.domain}"
}

output "project_id" {
  description = "Id of the project at Vercel."
  value       = vercel_project.this.id
}

output "setup_token" {
  description = "Asked for once, by the screen that creates the owner."
  value       = random_password.setup.result
  sensitive   = true
}

output "database_url" {
  description = "For `npm run region`, `npm run account` and backups."
  value       = neon_project.this.connection_uri
  sensitive   = true
}
