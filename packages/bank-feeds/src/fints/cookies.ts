/**
 * Cookies of one bank during one call: load balancers in front of banks use them to find the server that holds the dialog. All
 * go to the one address that is ever called, so that domain, path and age do not matter.
 */
export class Cookies {
	readonly #values = new Map<string, string>();

	keep(headers: Headers): void {
		for (const cookie of headers.getSetCookie()) {
			const [, name, value] = /^\s*([^=;\s]+)\s*=\s*([^;]*)/.exec(cookie) ?? [];
			if (name !== undefined && value !== undefined) this.#values.set(name, value.trim());
		}
	}

	header(): Record<string, string> {
		if (this.#values.size === 0) return {};
		return { cookie: [...this.#values].map(([name, value]) => `${name}=${value}`).join("; ") };
	}
}
