terraform {
  required_version = ">= 1.9"

  required_providers {
    vercel = {
      source  = "vercel/vercel"
      version = ">= 3.8, < 6.0"
    }
    upstash = {
      source  = "upstash/upstash"
      version = ">= 2.0, < 3.0"
    }
    neon = {
      source  = "kislerdm/neon"
      version = ">= 0.13, < 0.19"
    }
  }
}

# VERCEL_API_TOKEN and NEON_API_KEY are read from the environment.
provider "vercel" {
  team = var.vercel_team
}

provider "neon" {}

provider "upstash" {
  email   = var.upstash_email
  api_key = var.upstash_api_key
}

module "uptick" {
  source = "../../modules/vercel"

  repository   = var.repository
  domain       = var.domain
  probe_tokens = var.probe_tokens
}
