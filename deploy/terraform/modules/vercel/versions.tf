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
    random = {
      source  = "hashicorp/random"
      version = ">= 3.6, < 4.0"
    }
  }
}
