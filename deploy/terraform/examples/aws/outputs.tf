output "setup_token" {
  description = "terraform output -raw setup_token"
  value       = module.uptick.setup_token
  sensitive   = true
}
