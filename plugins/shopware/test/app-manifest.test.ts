import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { APP_NAME, renderManifest, WEBHOOK_NAMES } from "../src/app/package.ts";
import { manifest } from "../src/manifest.ts";
import { NOTES_FIELD, PAYMENT_FIELD, REPAYMENTS_FIELD } from "../src/traces.ts";

/** What the schemas of Shopware 6.5 to 6.7 ask of a manifest, as far as ours uses it. */

const file = readFileSync(join(import.meta.dirname, "../src/app/manifest.xml"), "utf8");

/** Events that Shopware offers to apps; one that it does not have keeps an app from being installed. */
const EVENT =
	/^(checkout\.order\.(placed|payment_method\.changed)|order\.(written|deleted)|document\.written|app\.deleted|state_enter\.order(_transaction|_delivery)?\.state\.[a-z_]+)$/;

function all(pattern: RegExp): string[] {
	return [...file.matchAll(pattern)].map(([, found = ""]) => found);
}

describe("the app's manifest", () => {
	it("closes what it opens, in the elements that both schemas have", () => {
		const known = ["manifest", "meta", "setup", "admin", "permissions", "custom-fields", "webhooks"];
		const open: string[] = [];
		const top: string[] = [];
		for (const [, closing, name = "", selfClosing] of file
			.replace(/<!--.*?-->|<\?.*?\?>/gs, "")
			.matchAll(/<(\/?)([\w-]+)[^>]*?(\/?)>/g)) {
			if (closing) expect(open.pop()).toBe(name);
			else if (!selfClosing) {
				if (open.length <= 1) top.push(name);
				open.push(name);
			}
		}
		expect(open).toEqual([]);
		expect(top).toEqual(known);
	});

	it("has what is required of every app, in German, too", () => {
		for (const name of ["label", "author", "copyright", "version", "license", "compatibility"]) {
			expect(file).toMatch(new RegExp(`<meta>.*<${name}>[^<]+</${name}>.*</meta>`, "s"));
		}
		expect(all(/<name>(\w+)<\/name>/g)[0]).toBe(APP_NAME);
		expect(all(/<label( lang="de-DE")>/g)).toHaveLength(all(/<label()>/g).length);
	});

	it("has webhooks of unique names, for events that exist, at one address", () => {
		expect(new Set(WEBHOOK_NAMES).size).toBe(WEBHOOK_NAMES.length);
		const events = all(/<webhook [^>]*event="([^"]*)"/g);
		expect(events).toHaveLength(WEBHOOK_NAMES.length);
		for (const event of events) expect(event).toMatch(EVENT);
		expect(new Set(all(/<webhook [^>]*url="([^"]*)"/g))).toEqual(new Set(["https://kontor.invalid/webhook"]));
	});

	it("hears of every status that the default mapping names", () => {
		const events = all(/<webhook [^>]*event="state_enter\.([^"]*)"/g);
		const machines: Record<string, string> = { order: "order.state", transaction: "order_transaction.state" };
		for (const { written } of Object.values(manifest.defaults.statuses)) {
			for (const { machine, status } of Object.values(written)) {
				expect(events).toContain(`${machines[machine]}.${status}`);
			}
		}
	});

	it("asks for the rights that the plugin uses, and for none to create or delete", () => {
		const reads = all(/<read>(\w+)<\/read>/g);
		for (const right of [
			"order",
			"order_transaction",
			"order_delivery",
			"document",
			"payment_method",
			"state_machine_state",
			"webhook",
		]) {
			expect(reads).toContain(right);
		}
		expect(all(/<update>(\w+)<\/update>/g)).toEqual(["order", "order_transaction", "order_delivery"]);
		expect(file).not.toMatch(/<(create|delete|permission)>/);
	});

	it("declares the custom fields that are written", () => {
		expect(all(/<text(?:-area)? name="(\w+)"/g).sort()).toEqual([NOTES_FIELD, PAYMENT_FIELD, REPAYMENTS_FIELD].sort());
	});

	it("is filled in for a connection, with nothing of the template left", () => {
		const rendered = renderManifest({
			registration: "https://kontor.example/connect?step=register&nonce=$&",
			webhook: "https://kontor.example/webhooks/1",
			show: "https://kontor.example/connect?step=show&to=x",
			secret: "0123",
		});
		expect(rendered).not.toContain("invalid");
		expect(rendered).toContain(
			"<registrationUrl>https://kontor.example/connect?step=register&amp;nonce=$&amp;</registrationUrl>",
		);
		expect(rendered.match(/url="https:\/\/kontor\.example\/webhooks\/1"/g)).toHaveLength(WEBHOOK_NAMES.length);
	});
});
