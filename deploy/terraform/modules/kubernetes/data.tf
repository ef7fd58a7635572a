# Postgres and Valkey, reached by the cluster only, over TLS only.

resource "random_password" "postgres" {
  length  = 40
  special = false
}

resource "random_password" "valkey" {
  length  = 40
  special = false
}

resource "aws_security_group" "this" {
  for_each = { postgres = "Postgres of Uptick", valkey = "Valkey of Uptick" }

  name        = "${var.name}-${each.key}"
  description = each.value
  vpc_id      = var.vpc_id
}

resource "aws_vpc_security_group_ingress_rule" "postgres" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this["postgres"].id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 5432
  to_port                      = 5432
}

resource "aws_vpc_security_group_ingress_rule" "valkey" {
  for_each = var.client_security_group_ids

  security_group_id            = aws_security_group.this["valkey"].id
  referenced_security_group_id = each.value
  ip_protocol                  = "tcp"
  from_port                    = 6379
  to_port                      = 6379
}

resource "aws_db_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_db_parameter_group" "this" {
  name   = "${var.name}-postgres${var.postgres_version}"
  family = "postgres${var.postgres_version}"

  parameter {
    name  = "rds.force_ssl"
    value = "1"
  }

  lifecycle {
    create_before_destroy = true
  }
}

resource "aws_db_instance" "this" {
  identifier                   = var.name
  engine                       = "postgres"
  engine_version               = var.postgres_version
  instance_class               = var.postgres_class
  allocated_storage            = var.postgres_storage_gib
  max_allocated_storage        = var.postgres_storage_gib * 10
  storage_type                 = "gp3"
  storage_encrypted            = true
  db_name                      = "uptick"
  username                     = "uptick"
  password                     = random_password.postgres.result
  db_subnet_group_name         = aws_db_subnet_group.this.name
  parameter_group_name         = aws_db_parameter_group.this.name
  vpc_security_group_ids       = [aws_security_group.this["postgres"].id]
  publicly_accessible          = false
  multi_az                     = var.is_highly_available
  backup_retention_period      = var.postgres_backup_days
  copy_tags_to_snapshot        = true
  deletion_protection          = true
  final_snapshot_identifier    = "${var.name}-final"
  performance_insights_enabled = true
  auto_minor_version_upgrade   = true
  ca_cert_identifier           = "rds-ca-rsa2048-g1"
}

resource "aws_elasticache_subnet_group" "this" {
  name       = var.name
  subnet_ids = var.subnet_ids
}

resource "aws_elasticache_parameter_group" "this" {
  name   = "${var.name}-valkey8"
  family = "valkey8"

  # Jobs that were thrown away are checks that never ran.
  parameter {
    name  = "maxmemory-policy"
    value = "noeviction"
  }
}

resource "aws_elasticache_replication_group" "this" {
  replication_group_id       = var.name
  description                = "Streams of Uptick"
  engine                     = "valkey"
  engine_version             = "8.0"
  node_type                  = var.valkey_class
  num_cache_clusters         = var.is_highly_available ? 2 : 1
  automatic_failover_enabled = var.is_highly_available
  multi_az_enabled           = var.is_highly_available
  subnet_group_name          = aws_elasticache_subnet_group.this.name
  parameter_group_name       = aws_elasticache_parameter_group.this.name
  security_group_ids         = [aws_security_group.this["valkey"].id]
  at_rest_encryption_enabled = true
  transit_encryption_enabled = true
  auth_token                 = random_password.valkey.result
}
