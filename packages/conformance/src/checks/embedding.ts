import type { Connector } from "@kontor/connector";
import { expect } from "vitest";
import type { Check } from "../check.ts";

const group = "embedded page";

const skip = ({ connector }: { readonly connector: Connector }) =>
	connector.manifest.capabilities.embedded === undefined ? "does not declare an embedded page" : null;

/** What a stranger can send: every parameter and header a signature is looked for in, signed by nobody. */
function unsigned(): { readonly url: string; readonly headers: Headers }[] {
	const now = Math.floor(Date.now() / 1000);
	const claims = `shop=x&shop-id=x&shop-url=x&timestamp=${now}&ts=${now}&nonce=${"0".repeat(32)}`;
	const zeros = "0".repeat(64);
	/** Two empty objects, signed with nothing. */
	const token = "e30.e30.";
	return [
		{ url: "/embed/x", headers: new Headers() },
		{ url: `/embed/x?${claims}`, headers: new Headers() },
		...["signature", "hmac", "shopware-shop-signature"].flatMap((name) =>
			["", zeros].map((value) => ({ url: `/embed/x?${claims}&${name}=${value}`, headers: new Headers() })),
		),
		...["", "Bearer", "Bearer ..", `Bearer ${token}`].map((authorization) => ({
			url: `/embed/x?${claims}`,
			headers: new Headers({ authorization }),
		})),
	];
}

export const embeddingChecks: readonly Check[] = [
	{
		group,
		name: "is opened by nothing that nobody signed, before and after the merchant consented",
		skip,
		async run({ connector, context }) {
			for (const ctx of [context(), { ...context(), secrets: null }]) {
				for (const { url, headers } of unsigned()) {
					const raw = { method: "POST", url, headers, body: new Uint8Array() };
					expect(await connector.embed?.(ctx, raw), url).toEqual({ ok: false, reason: "forged" });
				}
			}
		},
	},
	{
		group,
		name: "names its admin and its script by fields that there are",
		skip,
		async run({ connector: { manifest } }) {
			const { embedded } = manifest.capabilities;
			const named = (templates: readonly string[]) =>
				templates.flatMap((template) => [...template.matchAll(/\{(\w+)\}/g)].map(([, field = ""]) => field));
			const config = Object.keys(manifest.config.shape);
			expect(embedded?.ancestors.length, "an admin that may frame it").toBeGreaterThan(0);
			expect(config).toEqual(expect.arrayContaining(named(embedded?.ancestors ?? [])));
			if (embedded?.opensWith !== undefined) expect(config).toContain(embedded.opensWith.field);
			const app = Object.keys(manifest.app?.shape ?? {});
			expect(app).toEqual(expect.arrayContaining(named(Object.values(embedded?.script?.meta ?? {}))));
		},
	},
];
