{{/* Names, labels and the parts that every pod has. Takes a part of Uptick as dict "root" $ "component" "app". */}}

{{- define "uptick.fullname" -}}
{{- if contains .Chart.Name .Release.Name -}}
{{ .Release.Name | trunc 30 | trimSuffix "-" }}
{{- else -}}
{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 30 | trimSuffix "-" }}
{{- end -}}
{{- end -}}

{{- define "uptick.name" -}}
{{ include "uptick.fullname" .root }}-{{ .component }}
{{- end -}}

{{- define "uptick.selector" -}}
app.kubernetes.io/name: uptick
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- with .component }}
app.kubernetes.io/component: {{ . }}
{{- end }}
{{- with .region }}
uptick-region: {{ . }}
{{- end }}
{{- end -}}

{{- define "uptick.labels" -}}
{{ include "uptick.selector" . }}
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ printf "%s-%s" .root.Chart.Name .root.Chart.Version }}
{{- end -}}

{{- define "uptick.image" -}}
{{- with .Values.image -}}
{{- if .digest -}}
{{ .repository }}@{{ .digest }}
{{- else -}}
{{ .repository }}:{{ .tag | default $.Chart.AppVersion }}
{{- end -}}
{{- end -}}
{{- end -}}

{{/* Where the app answers inside the cluster, and the stream's REST address. */}}
{{- define "uptick.appUrl" -}}
{{ .Values.probes.appUrl | default (printf "http://%s-app:3000" (include "uptick.fullname" .)) }}
{{- end -}}

{{- define "uptick.streamUrl" -}}
{{ .Values.redis.upstashUrl | default (printf "http://%s-bridge:8079" (include "uptick.fullname" .)) }}
{{- end -}}

{{/* One variable from a key of a Secret: dict "name" "CRON_SECRET" "secret" "uptick" "key" "CRON_SECRET". */}}
{{- define "uptick.secretEnv" -}}
- name: {{ .name }}
  valueFrom:
    secretKeyRef: { name: {{ .secret }}, key: {{ .key | default .name }} }
{{- end -}}

{{/* What a pod's metadata says. */}}
{{- define "uptick.podMetadata" -}}
metadata:
  labels:
    {{- include "uptick.labels" . | nindent 4 }}
  {{- if or .checksum .root.Values.podAnnotations }}
  annotations:
    {{- with .checksum }}
    checksum/config: {{ . }}
    {{- end }}
    {{- with .root.Values.podAnnotations }}
    {{- toYaml . | nindent 4 }}
    {{- end }}
  {{- end }}
{{- end -}}

{{/* What every pod has beside its containers; of a region, its own place counts for more. */}}
{{- define "uptick.podSpec" -}}
{{- $values := .root.Values -}}
{{- $own := .own | default dict -}}
serviceAccountName: {{ .account | default (include "uptick.fullname" .root) }}
automountServiceAccountToken: false
enableServiceLinks: false
{{- with $values.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with $values.image.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
securityContext:
  runAsNonRoot: true
  runAsUser: 1000
  runAsGroup: 1000
  fsGroup: 1000
  seccompProfile: { type: RuntimeDefault }
  {{- if .mayPing }}
  # Lets ping open its socket without a capability; one of the sysctls that Kubernetes calls safe.
  sysctls:
    - { name: net.ipv4.ping_group_range, value: "0 2147483647" }
  {{- end }}
{{- with $own.nodeSelector | default $values.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with $own.tolerations | default $values.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- if .spread }}
topologySpreadConstraints:
  {{- range tuple "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
  - maxSkew: 1
    topologyKey: {{ . }}
    whenUnsatisfiable: ScheduleAnyway
    labelSelector:
      matchLabels:
        {{- include "uptick.selector" $ | nindent 8 }}
  {{- end }}
{{- end }}
{{- end -}}

{{/* What every container has beside its role's own. */}}
{{- define "uptick.container" -}}
image: {{ include "uptick.image" .root | quote }}
imagePullPolicy: {{ .root.Values.image.pullPolicy }}
securityContext:
  allowPrivilegeEscalation: false
  readOnlyRootFilesystem: true
  capabilities: { drop: [ALL] }
resources:
  {{- toYaml .resources | nindent 2 }}
{{- end -}}

{{- define "uptick.volumes" -}}
- name: tmp
  emptyDir: { sizeLimit: 256Mi }
{{- with .Values.caBundle.configMap }}
- name: ca
  configMap: { name: {{ . }} }
{{- end }}
{{- end -}}

{{- define "uptick.mounts" -}}
- { name: tmp, mountPath: /tmp }
{{- if .Values.caBundle.configMap }}
- { name: ca, mountPath: /etc/uptick, readOnly: true }
{{- end }}
{{- end -}}

{{- define "uptick.caEnv" -}}
{{- if .Values.caBundle.configMap -}}
- { name: NODE_EXTRA_CA_CERTS, value: /etc/uptick/{{ .Values.caBundle.key }} }
{{- end -}}
{{- end -}}

{{/* The app's variables that are no secrets; those of the values come last and count. */}}
{{- define "uptick.env" -}}
{{- /* The kubelet waits before it stops the app, so the app need not wait once more. */ -}}
{{- $env := dict "NEXTAUTH_URL" .Values.url "UPSTASH_REDIS_REST_URL" (include "uptick.streamUrl" .) "UPTICK_LINGER_MS" "0" -}}
{{- if ne .Values.ingress.kind "none" -}}
{{- $_ := set $env "UPTICK_TRUST_PROXY" "1" -}}
{{- end -}}
{{- range $name, $value := .Values.env -}}
{{- $_ := set $env $name $value -}}
{{- end -}}
{{- toYaml $env -}}
{{- end -}}

{{/* A StatefulSet's pods carry a label of its name and a hash, and labels end at 63 characters. */}}
{{- define "uptick.probeName" -}}
{{- $name := printf "%s-%s" (include "uptick.name" (dict "root" .root "component" "probe")) .region -}}
{{- if gt (len $name) 52 -}}
{{- fail (printf "%s is longer than 52 characters: give the release a shorter name" $name) -}}
{{- end -}}
{{- $name -}}
{{- end -}}

{{/* For roles without a port: whether the program still comes round, as the image's own health check sees it. */}}
{{- define "uptick.beatProbe" -}}
exec: { command: [node, /app/dist/container.mjs, healthy] }
initialDelaySeconds: 10
periodSeconds: 30
timeoutSeconds: 10
failureThreshold: 3
{{- end -}}

{{/* Of whatever is no app: a port of its own for Prometheus. */}}
{{- define "uptick.metricsEnv" -}}
{{- if .Values.metrics.serviceMonitor.enabled -}}
- { name: UPTICK_METRICS_PORT, value: "9464" }
- { name: UPTICK_METRICS_HOST, value: 0.0.0.0 }
{{ include "uptick.secretEnv" (dict "name" "UPTICK_METRICS_TOKEN" "secret" .Values.secret) }}
{{- end -}}
{{- end -}}

{{- define "uptick.metricsPort" -}}
{{- if .Values.metrics.serviceMonitor.enabled -}}
- { name: metrics, containerPort: 9464 }
{{- end -}}
{{- end -}}
