variable "vercel_team" {
  description = "Slug or id of the team at Vercel."
  type        = string
}

variable "upstash_email" {
  description = "Address of the account at Upstash."
  type        = string
}

variable "upstash_api_key" {
  description = "Management API key of the account at Upstash."
  type        = string
  sensitive   = true
}

variable "repository" {
  description = "Your copy of the repository, as owner/name."
  type        = string
}

variable "domain" {
  description = "Host name that users type."
  type        = string
}

variable "probe_tokens" {
  description = "Tokens of edge regions by code; empty at the first apply."
  type        = map(string)
  default     = {}
  sensitive   = true
}
