locals {
  # Uptick asks Postgres at every second, so the pooler would save nothing, and migrations need a session of their own.
  own_environment = {
    NEXTAUTH_URL             = "https://${var.domain}"
    DATABASE_URL             = neon_project.this.connection_uri
    DATABASE_POOL            = tostring(var.database_pool)
    UPSTASH_REDIS_REST_URL   = "https://${upstash_redis_database.this.endpoint}"
    UPSTASH_REDIS_REST_TOKEN = upstash_redis_database.this.rest_token
    NEXTAUTH_SECRET          = random_password.session.result
    CRON_SECRET              = random_password.cron.result
    UPTICK_SETUP_TOKEN       = random_password.setup.result
    UPTICK_ENCRYPTION_KEYS   = "k1:${random_bytes.encryption.base64}"
    # Vercel writes X-Forwarded-For itself.
    UPTICK_TRUST_PROXY = "1"
  }
  probe_environment = {
    for code, token in var.probe_tokens : "UPTICK_PROBE_TOKEN_${upper(code)}" => token
  }
  environment = merge(local.own_environment, local.probe_environment, var.environment)
}

resource "random_password" "session" {
  length  = 48
  special = false
}

resource "random_password" "cron" {
  length  = 48
  special = false
}

resource "random_password" "setup" {
  length  = 32
  special = false
}

# What it encrypted cannot be read without it: keep a copy of the state, or of this value.
resource "random_bytes" "encryption" {
  length = 32
}

resource "neon_project" "this" {
  name                      = var.name
  org_id                    = var.neon_organisation
  region_id                 = var.neon_region
  pg_version                = 17
  history_retention_seconds = var.history_retention_seconds

  branch {
    name          = "main"
    database_name = "uptick"
    role_name     = "uptick"
  }

  lifecycle {
    prevent_destroy = true
  }
}

resource "upstash_redis_database" "this" {
  database_name  = var.name
  region         = "global"
  primary_region = var.upstash_region
  tls            = true
  # Jobs that were thrown away are checks that never ran.
  eviction = false
}

resource "vercel_project" "this" {
  name            = var.name
  framework       = "nextjs"
  build_command   = "npm run vercel-build"
  resource_config = { function_default_regions = [var.function_region] }

  git_repository = {
    type              = var.repository_type
    repo              = var.repository
    production_branch = var.production_branch
  }
}

# Only for production: previews have no crons, and would migrate the database of production.
resource "vercel_project_environment_variable" "this" {
  for_each = nonsensitive(toset(keys(local.environment)))

  project_id = vercel_project.this.id
  key        = each.key
  value      = local.environment[each.key]
  target     = ["production"]
  sensitive  = true
}

resource "vercel_project_domain" "this" {
  project_id = vercel_project.this.id
  domain     = var.domain
}
