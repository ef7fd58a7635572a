// <uptick-status page="https://…/status/acme" floating compact left lang="de" theme="dark">
(() => {
	if (customElements.get("uptick-status")) return;
	const own = document.currentScript;
	const MINUTE = 60_000;
	const STATES = ["operational", "unknown", "maintenance", "degraded", "partial_outage", "major_outage"];
	// The states, then: all is well, as of, the link, no answer.
	const WORDS = {
		en: "Operational,Unknown,Maintenance,Degraded,Partial outage,Major outage,All systems operational,as of,Status page,Status not readable",
		de: "In Betrieb,Unbekannt,Wartung,Beeinträchtigt,Teilweise gestört,Ausgefallen,Alles in Betrieb,Stand,Statusseite,Status nicht lesbar",
		hi: "चालू,अज्ञात,रखरखाव,धीमा,आंशिक रुकावट,बड़ी रुकावट,सब कुछ चालू है,समय,स्थिति पृष्ठ,स्थिति अज्ञात",
	};
	const sheet = new CSSStyleSheet();
	sheet.replaceSync(`:host{all:initial;display:block;font:14px/1.5 system-ui,sans-serif}:host([hidden]){display:none}
#top{--bg:#fff;--ink:#18181b;--s0:#15803d;--s1:#6b7280;--s2:#1d4ed8;--s3:#a16207;--s4:#c2410c;--s5:#b91c1c}
#top.dark{--bg:#18181b;--ink:#fafafa;--s0:#4ade80;--s1:#9ca3af;--s2:#93c5fd;--s3:#facc15;--s4:#fb923c;--s5:#f87171}
.box{background:var(--bg);color:var(--ink);border:1px solid #8886;border-radius:12px;padding:10px 14px;overflow-wrap:anywhere}
.row{display:flex;gap:12px;justify-content:space-between}.head{display:flex;gap:8px;align-items:center;font:inherit;font-weight:600}
ul{list-style:none;margin:8px 0;padding:0;max-height:50vh;overflow:auto}
.soft{flex:none;opacity:.75;font-size:12px}a{color:inherit}i{flex:none;width:10px;height:10px;border-radius:50%}
${STATES.map((_, at) => `.s${at}{background:var(--s${at})}`).join("")}
button{cursor:pointer;min-height:40px}:focus-visible{outline:2px solid var(--s2);outline-offset:2px}
.float{position:fixed;bottom:16px;right:16px;z-index:99999;max-width:min(340px,90vw)}
:host([left]) .float{right:auto;left:16px}.float section{margin-bottom:8px}`);

	const make = (name, className, ...inside) => {
		const node = Object.assign(document.createElement(name), { className });
		node.append(...inside);
		return node;
	};

	class UptickStatus extends HTMLElement {
		static observedAttributes = ["page", "theme", "lang"];
		#root = this.attachShadow({ mode: "open" });
		#askedAt = 0;
		#read;
		#failed;
		#open;
		#timer;
		#look = () => {
			if (!document.hidden && Date.now() - this.#askedAt >= MINUTE) this.#ask();
		};

		connectedCallback() {
			this.#root.adoptedStyleSheets = [sheet];
			document.addEventListener("visibilitychange", this.#look);
			this.#timer = setInterval(this.#look, MINUTE / 4);
			this.#ask();
		}
		disconnectedCallback() {
			clearInterval(this.#timer);
			document.removeEventListener("visibilitychange", this.#look);
		}
		attributeChangedCallback() {
			this.#read = undefined;
			if (this.isConnected) this.#ask();
		}

		get #page() {
			const page = this.getAttribute("page") ?? "";
			return /^https?:\/\//i.test(page) ? page.replace(/\/*([?#].*)?$/, "") : null;
		}
		async #ask() {
			const page = this.#page;
			this.#askedAt = Date.now();
			let read;
			try {
				const answer = page && (await fetch(`${page}/status.json`, { credentials: "omit" }));
				if (answer?.ok) read = await answer.json();
			} catch {}
			if (page !== this.#page) return;
			this.#failed = !Array.isArray(read?.sections);
			if (!this.#failed) this.#read = read;
			this.#draw();
		}

		#draw() {
			const read = this.#read;
			const lang = [this.lang, read?.page?.look?.locale].find((known) => Object.hasOwn(WORDS, known ?? "")) ?? "en";
			const words = WORDS[lang].split(",");
			const isOld = read && (this.#failed || read.delayedSince !== null || Date.now() - read.judgedAt > 5 * MINUTE);
			// What is old is not said to be well.
			const place = (state) => {
				const at = STATES.indexOf(state);
				return at < 0 || (isOld && at === 0) ? 1 : at;
			};
			const at = read ? place(read.state) : 1;
			const headline = read ? words[at || 6] : words[this.#failed ? 9 : 8];
			const isFloating = this.hasAttribute("floating");
			const head = make(isFloating ? "button" : "div", `head ${isFloating ? "box" : ""}`, make("i", `s${at}`), headline);
			const panel = make("section", "box");
			panel.ariaLabel = words[8];
			const top = make("div", isFloating ? "float" : "", panel);
			top.id = "top";
			top.lang = lang;
			const theme = this.getAttribute("theme");
			top.classList.toggle("dark", theme ? theme === "dark" : matchMedia("(prefers-color-scheme:dark)").matches);
			if (isFloating) {
				panel.hidden = !this.#open;
				top.append(head);
				head.ariaExpanded = String(!!this.#open);
				head.onclick = () => {
					this.#open = !this.#open;
					this.#draw();
				};
				top.onkeydown = ({ key }) => key === "Escape" && this.#open && head.click();
			} else panel.append(head);
			if (read && !this.hasAttribute("compact")) {
				const parts = read.sections.flatMap(({ components }) => components ?? []);
				const item = ({ name, state }) => make("li", "row", make("span", "", String(name)), make("span", "soft", words[place(state)]));
				panel.append(Object.assign(make("ul", "", ...parts.map(item)), { tabIndex: 0 }));
			}
			const link = make("a", "", words[8]);
			Object.assign(link, { href: this.#page ?? "#", target: "_blank", rel: "noopener" });
			panel.append(make("div", "row soft", link, make("span", "", isOld ? `${words[7]} ${new Date(read.judgedAt).toLocaleString(lang)}` : "")));
			const hadFocus = this.#root.activeElement?.localName;
			this.#root.replaceChildren(top);
			if (hadFocus) (hadFocus === "button" || panel.hidden ? head : link).focus();
		}
	}
	customElements.define("uptick-status", UptickStatus);

	if (!own?.dataset.page) return;
	const widget = make("uptick-status", "");
	for (const [name, value] of Object.entries({ floating: "", ...own.dataset })) widget.setAttribute(name, value);
	const add = () => document.body.append(widget);
	document.body ? add() : addEventListener("DOMContentLoaded", add);
})();
