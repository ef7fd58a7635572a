{{/* Parts of network policies. Policies can only allow, so what is denied is left out of what is allowed. */}}

{{- define "uptick.policyHead" }}
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "uptick.name" . }}
  labels:
    {{- include "uptick.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels:
      {{- include "uptick.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
{{- end -}}

{{- define "uptick.podPeer" -}}
- podSelector:
    matchLabels:
      {{- include "uptick.selector" . | nindent 6 }}
{{- end -}}

{{- define "uptick.monitoringIngress" -}}
{{- if and .Values.metrics.serviceMonitor.enabled .Values.networkPolicy.monitoringFrom -}}
- from:
    {{- toYaml .Values.networkPolicy.monitoringFrom | nindent 4 }}
  ports: [{ protocol: TCP, port: 9464 }]
{{- end -}}
{{- end -}}

{{- define "uptick.dnsEgress" -}}
- to:
    {{- toYaml .Values.networkPolicy.dns | nindent 4 }}
  ports: [{ protocol: UDP, port: 53 }, { protocol: TCP, port: 53 }]
{{- end -}}

{{/* Where machines of a cloud tell whoever asks what they are and may: AWS, Azure, Google, Alibaba, Oracle. */}}
{{- define "uptick.metadataV4" -}}
[169.254.0.0/16, 100.100.100.200/32, 192.0.0.192/32]
{{- end -}}

{{- define "uptick.metadataV6" -}}
[fe80::/10, "fd00:ec2::254/128", "fd20:ce::254/128"]
{{- end -}}

{{/* A server of ours: where the values say, or anywhere but at metadata addresses. */}}
{{- define "uptick.serverEgress" -}}
- to:
    {{- if .server.to }}
    {{- toYaml .server.to | nindent 4 }}
    {{- else }}
    - ipBlock: { cidr: 0.0.0.0/0, except: {{ include "uptick.metadataV4" . }} }
    - ipBlock: { cidr: "::/0", except: {{ include "uptick.metadataV6" . }} }
    - namespaceSelector: {}
    {{- end }}
  ports:
    {{- range .server.ports }}
    - { protocol: TCP, port: {{ . }} }
    {{- end }}
{{- end -}}

{{/* Public addresses, and the networks that the values name: no pod, no service, no machine of the cluster. */}}
{{- define "uptick.outsideEgress" -}}
- to:
    - ipBlock:
        cidr: 0.0.0.0/0
        except: [0.0.0.0/8, 10.0.0.0/8, 100.64.0.0/10, 127.0.0.0/8, 169.254.0.0/16, 172.16.0.0/12, 192.0.0.0/24, 192.168.0.0/16]
    - ipBlock: { cidr: "::/0", except: ["::1/128", "fc00::/7", "fe80::/10"] }
    {{- range .allow }}
    - ipBlock:
        cidr: {{ . | quote }}
        {{- with include "uptick.metadataWithin" . | fromYamlArray }}
        except: {{ toJson . }}
        {{- end }}
    {{- end }}
{{- end -}}

{{/* An exception has to lie within its block, and only these of the private networks hold such an address. */}}
{{- define "uptick.metadataWithin" -}}
{{- if eq . "100.64.0.0/10" -}}
["100.100.100.200/32"]
{{- else if eq . "192.0.0.0/24" -}}
["192.0.0.192/32"]
{{- else if has . (tuple "fc00::/7" "fd00::/8") -}}
["fd00:ec2::254/128", "fd20:ce::254/128"]
{{- else -}}
[]
{{- end -}}
{{- end -}}
