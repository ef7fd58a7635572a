variable "name" {
  description = "Name of the project at Vercel, of the database at Neon and of the Redis at Upstash."
  type        = string
  default     = "uptick"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,38}$", var.name))
    error_message = "Use 2 to 39 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "repository" {
  description = "Your copy of the repository, as owner/name; a push to its production branch is a deployment."
  type        = string

  validation {
    condition     = can(regex("^[\\w.-]+/[\\w.-]+$", var.repository))
    error_message = "Say owner/name."
  }
}

variable "repository_type" {
  description = "Where the repository is: github, gitlab or bitbucket."
  type        = string
  default     = "github"

  validation {
    condition     = contains(["github", "gitlab", "bitbucket"], var.repository_type)
    error_message = "Say github, gitlab or bitbucket."
  }
}

variable "production_branch" {
  description = "Branch whose pushes are deployed for users."
  type        = string
  default     = "main"
}

variable "domain" {
  description = "Host name that users type, such as uptick.example.com; you point its DNS at Vercel."
  type        = string

  validation {
    condition     = can(regex("^([a-z0-9]([a-z0-9-]*[a-z0-9])?\\.)+[a-z]{2,}$", var.domain))
    error_message = "Say a host name without a scheme and without a path."
  }
}

variable "function_region" {
  description = "Region of Vercel that the app's functions run in; best beside the database."
  type        = string
  default     = "fra1"
}

variable "neon_region" {
  description = "Region of Neon, such as aws-eu-central-1."
  type        = string
  default     = "aws-eu-central-1"
}

variable "neon_organisation" {
  description = "Id of the organisation at Neon; null for the account's own."
  type        = string
  default     = null
}

variable "history_retention_seconds" {
  description = "How far back Neon can restore to a moment: 6 hours at most on its free plan."
  type        = number
  default     = 21600

  validation {
    condition     = var.history_retention_seconds >= 0 && var.history_retention_seconds <= 2592000
    error_message = "Neon keeps 30 days at most."
  }
}

variable "upstash_region" {
  description = "Primary region of Upstash Redis, such as eu-central-1."
  type        = string
  default     = "eu-central-1"
}

variable "database_pool" {
  description = "Most connections to Postgres of one instance of the app's function."
  type        = number
  default     = 3

  validation {
    condition     = var.database_pool >= 1 && var.database_pool <= 200
    error_message = "Between 1 and 200."
  }
}

variable "probe_tokens" {
  description = "Tokens of edge regions by code, as `npm run region -- add` prints them; empty at the first apply."
  type        = map(string)
  default     = {}
  sensitive   = true

  validation {
    condition     = alltrue([for code in keys(var.probe_tokens) : can(regex("^[a-z]{3}[0-9]{1,2}$", code))])
    error_message = "Edge regions are called as Vercel's are, such as fra1."
  }
}

variable "environment" {
  description = "Further variables of the app, such as { SMTP_URL = \"…\", MAIL_FROM = \"…\" }; all are stored as sensitive."
  type        = map(string)
  default     = {}
  sensitive   = true
}
