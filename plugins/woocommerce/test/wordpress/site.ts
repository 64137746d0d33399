import { execFile, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe } from "vitest";
import { orderBody } from "../fake/order-body.ts";
import type { Shop } from "../fake/state.ts";

/** A WordPress with Kontor's plugin for it, on doubles of what it calls (doubles.php): the plugin's own code really runs. */

const HAS_PHP = spawnSync("php", ["--version"]).status === 0;
export const withPhp = describe.skipIf(!HAS_PHP);
/** Behind the name of what is skipped. */
export const because = HAS_PHP ? "" : " (skipped: php is not installed)";

interface State {
	home: string;
	name: string;
	locale: string;
	rights: string[];
	/** Whether orders are posts, as before WooCommerce had tables of its own for them. */
	posts: boolean;
	/** As PHP serializes them. */
	options: Record<string, string>;
	cron: [at: number, hook: string][];
	orders: Record<string, object>;
	webhooks: Record<string, object>;
	keys: Record<
		string,
		{ key_id: number; description: string; consumer_key: string; consumer_secret: string; permissions: string }
	>;
}

/** What happens in a request, in order. */
export type Step =
	| { readonly post: Readonly<Record<string, string>> }
	| { readonly do: readonly [hook: string, ...given: unknown[]] }
	| { readonly invoiced: number }
	| { readonly rest: number }
	| { readonly prepare: number }
	| { readonly uninstall: true };

/** Kontor's page is looked at. */
export const SHOW: readonly Step[] = [{ do: ["page_kontor"] }];

/** Its form is sent, with what wp_nonce_field put into it. */
export function save(post: Readonly<Record<string, string>>): Step[] {
	const _wpnonce = createHash("md5").update("kontor_save").digest("hex");
	return [{ post: { _wpnonce, ...post } }, { do: ["admin_post_kontor_save"] }];
}

interface Printed {
	readonly output: string;
	/** "died: ...", "redirected: ..." */
	readonly ended: string | null;
	/** How long the customer waited for his page. */
	readonly seconds: number;
	readonly permitted?: boolean;
	readonly answer?: unknown;
}

export interface Site {
	readonly state: () => State;
	readonly change: (changed: Partial<State>) => void;
	/** Orders and webhooks as the shop behind it has them now. */
	readonly follow: (shop: Shop) => void;
	readonly options: (prefix: string) => string[];
	request(steps: readonly Step[], env?: Readonly<Record<string, string>>): Promise<Printed>;
	close(): void;
}

export function openSite(home: string): Site {
	const folder = mkdtempSync(join(tmpdir(), "kontor-wordpress-"));
	const file = join(folder, "site.json");
	const state = (): State => JSON.parse(readFileSync(file, "utf8"));
	const write = (next: State) => writeFileSync(file, JSON.stringify(next));
	write({
		home,
		name: "Müller & Söhne",
		locale: "de_DE_formal",
		rights: ["manage_woocommerce"],
		posts: false,
		options: { permalink_structure: 's:12:"/%postname%/";' },
		cron: [],
		orders: {},
		webhooks: {},
		keys: {},
	});
	return {
		state,
		change: (changed) => write({ ...state(), ...changed }),
		follow(shop) {
			const orders = Object.fromEntries([...shop.orders].map(([id, order]) => [id, orderBody(shop, order)]));
			write({ ...state(), orders, webhooks: Object.fromEntries(shop.webhooks) });
		},
		options: (prefix) => Object.keys(state().options).filter((name) => name.startsWith(prefix)),
		async request(steps, env = {}) {
			const script = join(import.meta.dirname, "request.php");
			const { stdout } = await promisify(execFile)(
				"php",
				["-d", "error_reporting=E_ALL", "-d", "display_errors=stderr", script, JSON.stringify(steps)],
				{ env: { PATH: process.env.PATH, SITE: file, ...env } },
			);
			return JSON.parse(stdout);
		},
		close: () => rmSync(folder, { recursive: true, force: true }),
	};
}
