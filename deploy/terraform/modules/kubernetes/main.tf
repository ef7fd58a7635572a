locals {
  probe_tokens = { for code, token in random_password.probe : code => "upr_${code}_${token.result}" }
  valkey_host  = aws_elasticache_replication_group.this.primary_endpoint_address

  chart_values = {
    url      = var.url
    image    = { repository = var.image_repository, tag = var.image_tag }
    secret   = kubernetes_secret_v1.app.metadata[0].name
    caBundle = { configMap = kubernetes_config_map_v1.authority.metadata[0].name, key = "ca.crt" }
    probes = {
      regions = {
        for code in var.regions : code => {
          tokenSecret = { name = kubernetes_secret_v1.probes.metadata[0].name, key = code }
        }
      }
    }
  }
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

resource "random_password" "metrics" {
  length  = 48
  special = false
}

resource "random_password" "stream" {
  length  = 48
  special = false
}

resource "random_password" "probe" {
  for_each = var.regions

  length  = 40
  special = false
}

# What it encrypted cannot be read without it: keep a copy of the state, or of this value.
resource "random_bytes" "encryption" {
  length = 32
}

resource "kubernetes_namespace_v1" "this" {
  metadata {
    name   = var.name
    labels = { "pod-security.kubernetes.io/enforce" = "restricted" }
  }
}

resource "kubernetes_secret_v1" "app" {
  metadata {
    name      = "uptick"
    namespace = kubernetes_namespace_v1.this.metadata[0].name
  }

  data = {
    DATABASE_URL             = "postgresql://uptick:${random_password.postgres.result}@${aws_db_instance.this.endpoint}/uptick?sslmode=verify-full"
    REDIS_URL                = "rediss://:${random_password.valkey.result}@${local.valkey_host}:6379"
    UPSTASH_REDIS_REST_TOKEN = random_password.stream.result
    NEXTAUTH_SECRET          = random_password.session.result
    CRON_SECRET              = random_password.cron.result
    UPTICK_SETUP_TOKEN       = random_password.setup.result
    UPTICK_METRICS_TOKEN     = random_password.metrics.result
    UPTICK_ENCRYPTION_KEYS   = "k1:${random_bytes.encryption.base64}"
  }
}

resource "kubernetes_secret_v1" "probes" {
  metadata {
    name      = "uptick-probes"
    namespace = kubernetes_namespace_v1.this.metadata[0].name
  }

  data = local.probe_tokens
}

# RDS signs with authorities of its own, which Node does not know.
data "http" "authority" {
  url = "https://truststore.pki.rds.amazonaws.com/${var.aws_region}/${var.aws_region}-bundle.pem"

  lifecycle {
    postcondition {
      condition     = self.status_code == 200
      error_message = "The certificates of RDS could not be fetched."
    }
  }
}

resource "kubernetes_config_map_v1" "authority" {
  metadata {
    name      = "uptick-authority"
    namespace = kubernetes_namespace_v1.this.metadata[0].name
  }

  data = { "ca.crt" = data.http.authority.response_body }
}

resource "helm_release" "this" {
  name      = "uptick"
  namespace = kubernetes_namespace_v1.this.metadata[0].name
  chart     = "${path.module}/../../../helm/uptick"
  atomic    = true
  timeout   = 900
  values    = concat([yamlencode(local.chart_values)], var.values)
}
