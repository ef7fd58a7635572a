// Renders a Helm chart as `helm template` does: Go's text/template, sprig, and the functions that Helm adds.
// Reads one request as JSON from standard input, writes {"files": {path: text}} or {"error": text}.
// Only Debian's packages are needed: golang-go, golang-github-masterminds-sprig-dev, golang-k8s-sigs-yaml-dev.
package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path"
	"path/filepath"
	"strings"
	"text/template"

	"github.com/Masterminds/sprig"
	"sigs.k8s.io/yaml"
)

type request struct {
	Chart       string                 `json:"chart"`
	Values      map[string]interface{} `json:"values"`
	Name        string                 `json:"name"`
	Namespace   string                 `json:"namespace"`
	IsUpgrade   bool                   `json:"isUpgrade"`
	APIVersions apiVersions            `json:"apiVersions"`
}

type apiVersions []string

func (known apiVersions) Has(wanted string) bool {
	for _, version := range known {
		if version == wanted {
			return true
		}
	}
	return false
}

type kubeVersion struct{ Version, Major, Minor string }

func (version kubeVersion) String() string { return version.Version }

type chartFiles map[string][]byte

func (files chartFiles) Get(name string) string { return string(files[name]) }

func (files chartFiles) Glob(pattern string) chartFiles {
	found := chartFiles{}
	for name, content := range files {
		if matches, _ := path.Match(pattern, name); matches {
			found[name] = content
		}
	}
	return found
}

func main() {
	var asked request
	answer := map[string]interface{}{}
	if err := json.NewDecoder(os.Stdin).Decode(&asked); err != nil {
		answer["error"] = err.Error()
	} else if files, err := render(asked); err != nil {
		answer["error"] = err.Error()
	} else {
		answer["files"] = files
	}
	if err := json.NewEncoder(os.Stdout).Encode(answer); err != nil {
		panic(err)
	}
}

func render(asked request) (map[string]string, error) {
	sources, err := readTree(asked.Chart, "")
	if err != nil {
		return nil, err
	}
	chart, values := map[string]interface{}{}, map[string]interface{}{}
	if err := yaml.Unmarshal(sources["Chart.yaml"], &chart); err != nil {
		return nil, fmt.Errorf("Chart.yaml: %w", err)
	}
	if err := yaml.Unmarshal(sources["values.yaml"], &values); err != nil {
		return nil, fmt.Errorf("values.yaml: %w", err)
	}
	name := fmt.Sprint(chart["name"])
	root := map[string]interface{}{
		"Chart":  titled(chart),
		"Values": merge(values, asked.Values),
		"Files":  withoutTemplates(sources),
		"Release": map[string]interface{}{
			"Name": asked.Name, "Namespace": asked.Namespace, "Service": "Helm", "Revision": 1,
			"IsUpgrade": asked.IsUpgrade, "IsInstall": !asked.IsUpgrade,
		},
		"Capabilities": map[string]interface{}{
			"KubeVersion": kubeVersion{"v1.33.0", "1", "33"}, "APIVersions": asked.APIVersions,
		},
	}
	return execute(name, sources, root)
}

func execute(name string, sources chartFiles, root map[string]interface{}) (map[string]string, error) {
	all := template.New(name).Option("missingkey=zero")
	all.Funcs(functions(all))
	for file, text := range sources {
		if !strings.HasPrefix(file, "templates/") {
			continue
		}
		if _, err := all.New(name + "/" + file).Parse(string(text)); err != nil {
			return nil, err
		}
	}
	rendered := map[string]string{}
	for file := range sources {
		if !strings.HasPrefix(file, "templates/") || strings.HasPrefix(path.Base(file), "_") {
			continue
		}
		root["Template"] = map[string]interface{}{"Name": name + "/" + file, "BasePath": name + "/templates"}
		var text strings.Builder
		if err := all.ExecuteTemplate(&text, name+"/"+file, root); err != nil {
			return nil, err
		}
		rendered[file] = text.String()
	}
	return rendered, nil
}

// Helm takes env and expandenv away, because a chart must not read the machine that renders it.
func functions(all *template.Template) template.FuncMap {
	funcs := sprig.TxtFuncMap()
	delete(funcs, "env")
	delete(funcs, "expandenv")
	funcs["toYaml"] = func(value interface{}) (string, error) {
		text, err := yaml.Marshal(value)
		return strings.TrimSuffix(string(text), "\n"), err
	}
	funcs["fromYaml"] = func(text string) (map[string]interface{}, error) {
		value := map[string]interface{}{}
		return value, yaml.Unmarshal([]byte(text), &value)
	}
	funcs["fromYamlArray"] = func(text string) ([]interface{}, error) {
		var value []interface{}
		return value, yaml.Unmarshal([]byte(text), &value)
	}
	funcs["include"] = func(name string, data interface{}) (string, error) {
		var text strings.Builder
		err := all.ExecuteTemplate(&text, name, data)
		return text.String(), err
	}
	funcs["required"] = func(message string, value interface{}) (interface{}, error) {
		if text, isText := value.(string); value == nil || (isText && text == "") {
			return value, errors.New(message)
		}
		return value, nil
	}
	funcs["tpl"] = func(text string, data interface{}) (string, error) {
		clone, err := all.Clone()
		if err != nil {
			return "", err
		}
		parsed, err := clone.New("tpl").Parse(text)
		if err != nil {
			return "", err
		}
		var out strings.Builder
		err = parsed.Execute(&out, data)
		return out.String(), err
	}
	// Without a cluster, as in `helm template`, nothing is found.
	funcs["lookup"] = func(string, string, string, string) map[string]interface{} {
		return map[string]interface{}{}
	}
	return funcs
}

// A null takes a default away, as in Helm.
func merge(defaults, given map[string]interface{}) map[string]interface{} {
	merged := map[string]interface{}{}
	for key, value := range defaults {
		merged[key] = value
	}
	for key, value := range given {
		inner, isMap := value.(map[string]interface{})
		known, wasMap := merged[key].(map[string]interface{})
		switch {
		case value == nil:
			delete(merged, key)
		case isMap && wasMap:
			merged[key] = merge(known, inner)
		default:
			merged[key] = value
		}
	}
	return merged
}

// Links are followed, as Helm does.
func readTree(root, folder string) (chartFiles, error) {
	entries, err := os.ReadDir(filepath.Join(root, folder))
	if err != nil {
		return nil, err
	}
	found := chartFiles{}
	for _, entry := range entries {
		name := path.Join(folder, entry.Name())
		info, err := os.Stat(filepath.Join(root, name))
		if err != nil {
			return nil, err
		}
		if !info.IsDir() {
			if found[name], err = os.ReadFile(filepath.Join(root, name)); err != nil {
				return nil, err
			}
			continue
		}
		inner, err := readTree(root, name)
		if err != nil {
			return nil, err
		}
		for file, content := range inner {
			found[file] = content
		}
	}
	return found, nil
}

func withoutTemplates(sources chartFiles) chartFiles {
	files := chartFiles{}
	for name, content := range sources {
		if !strings.HasPrefix(name, "templates/") {
			files[name] = content
		}
	}
	return files
}

func titled(chart map[string]interface{}) map[string]interface{} {
	fields := map[string]interface{}{}
	for key, value := range chart {
		fields[strings.ToUpper(key[:1])+key[1:]] = value
	}
	return fields
}
