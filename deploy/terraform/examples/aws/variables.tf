variable "aws_region" {
  description = "Region of the cluster."
  type        = string
}

variable "cluster_name" {
  description = "Name of an EKS cluster that exists, with an ingress controller in the namespace ingress-nginx."
  type        = string
}

variable "domain" {
  description = "Host name that users type."
  type        = string
}

variable "image_repository" {
  description = "Where your image of Uptick is, without a tag."
  type        = string
}

variable "image_tag" {
  description = "Version of the image."
  type        = string
}
