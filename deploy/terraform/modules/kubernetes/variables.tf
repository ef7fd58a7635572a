variable "name" {
  description = "Name of the release, its namespace, the database and the Valkey."
  type        = string
  default     = "uptick"

  validation {
    condition     = can(regex("^[a-z][a-z0-9-]{1,19}$", var.name))
    error_message = "Use 2 to 20 lower-case letters, digits and hyphens, beginning with a letter."
  }
}

variable "url" {
  description = "The address that users type, such as https://uptick.example.com."
  type        = string

  validation {
    condition     = can(regex("^https://[^/ ]+$", var.url))
    error_message = "Say https:// and a host, without a path."
  }
}

variable "image_repository" {
  description = "Where your image of Uptick is, without a tag."
  type        = string
}

variable "image_tag" {
  description = "Version of the image."
  type        = string

  validation {
    condition     = var.image_tag != "latest" && can(regex("^\\w[\\w.-]{0,127}$", var.image_tag))
    error_message = "Name a version; latest is none."
  }
}

variable "regions" {
  description = "Codes of the regions whose probes run in this cluster."
  type        = set(string)
  default     = ["main"]

  validation {
    condition     = alltrue([for code in var.regions : can(regex("^[a-z]([a-z0-9-]{0,22}[a-z0-9])?$", code))])
    error_message = "Use lower-case letters, digits and hyphens, beginning with a letter, 24 at most."
  }
}

variable "values" {
  description = "Further values of the chart as YAML documents; later ones count for more."
  type        = list(string)
  default     = []
}

variable "aws_region" {
  description = "Region of AWS that the cluster, the database and the Valkey are in."
  type        = string
}

variable "vpc_id" {
  description = "VPC of the cluster."
  type        = string

  validation {
    condition     = startswith(var.vpc_id, "vpc-")
    error_message = "Say the id of a VPC."
  }
}

variable "subnet_ids" {
  description = "Private subnets of the VPC, in two zones at least."
  type        = list(string)

  validation {
    condition     = length(var.subnet_ids) >= 2
    error_message = "RDS needs subnets in two zones."
  }
}

variable "client_security_group_ids" {
  description = "Security groups of the cluster's nodes or pods, which alone may connect to Postgres and Valkey."
  type        = set(string)

  validation {
    condition     = length(var.client_security_group_ids) > 0
    error_message = "Somebody has to be let in."
  }
}

variable "postgres_version" {
  description = "Major version of Postgres."
  type        = string
  default     = "17"

  validation {
    condition     = contains(["15", "16", "17", "18"], var.postgres_version)
    error_message = "Uptick runs on Postgres 15 and newer."
  }
}

variable "postgres_class" {
  description = "Class of the database's machine."
  type        = string
  default     = "db.t4g.medium"
}

variable "postgres_storage_gib" {
  description = "Storage of the database at first; it grows to ten times of that by itself."
  type        = number
  default     = 50

  validation {
    condition     = var.postgres_storage_gib >= 20
    error_message = "RDS begins at 20 GiB."
  }
}

variable "postgres_backup_days" {
  description = "Days that the database can be restored to any moment of."
  type        = number
  default     = 14

  validation {
    condition     = var.postgres_backup_days >= 1 && var.postgres_backup_days <= 35
    error_message = "RDS keeps 1 to 35 days."
  }
}

variable "valkey_class" {
  description = "Class of the Valkey's machines."
  type        = string
  default     = "cache.t4g.small"
}

variable "is_highly_available" {
  description = "A second machine, in another zone, for Postgres and for Valkey."
  type        = bool
  default     = true
}
