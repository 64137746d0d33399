import { Text } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Check } from "../check.ts";
import { tap } from "../http-tap.ts";

const group = "connecting";

export const connectingChecks: readonly Check[] = [
	{
		group,
		name: "check knows the shop again and tells its clock",
		async run({ connector, context }) {
			const [first, second] = [await connector.check(context()), await connector.check(context())];
			assert(first.ok && second.ok, "check succeeds with the rig's config and secrets");
			expect(first.identity).not.toBe("");
			expect(second.identity, "the same shop has the same identity").toBe(first.identity);
			expect(Math.abs(Date.parse(first.shopClock) - Date.now()), "the shop's clock, in UTC").toBeLessThan(5 * 60_000);
		},
	},
	{
		group,
		name: "check names the field at fault when the shop refuses the secrets, in both languages",
		async run({ connector, context, rig }) {
			const { manifest } = connector;
			const secrets = manifest.secrets.parse(rig.wrongSecrets);
			const checked = await connector.check(context({ secrets }));
			assert(!checked.ok, "check accepts secrets that the shop refuses");
			expect(Text.parse(checked.forMerchant)).toEqual(checked.forMerchant);
			const fields = [...Object.keys(manifest.secrets.shape), ...Object.keys(manifest.config.shape)];
			if (checked.field !== null) expect(fields).toContain(checked.field);
		},
	},
	{
		group,
		name: "check says that a shop that does not answer cannot be reached, and blames no key",
		async run({ connector, context, rig }) {
			const refused = Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
			const http = tap(rig, () => Promise.reject(new TypeError("fetch failed", { cause: refused })));
			const checked = await connector.check(context({ http })).catch((error: unknown) => error);
			if (checked instanceof Error) {
				expect(checked).toMatchObject({ name: "ConnectorError", fault: "unavailable" });
				return;
			}
			expect(checked).toMatchObject({ ok: false });
			const { field } = checked as { field: string | null };
			expect(Object.keys(connector.manifest.secrets.shape), "the field at fault").not.toContain(field);
		},
	},
	{
		group,
		name: "describe lists payment methods and statuses, each once",
		async run({ connector, context }) {
			const { paymentMethods, statuses } = await connector.describe(context());
			expect(paymentMethods.length).toBeGreaterThan(0);
			for (const list of [paymentMethods, ...Object.values(statuses)]) {
				const ids = list.map(({ id }) => id);
				expect(new Set(ids).size, `ids are unique: ${ids.join(", ")}`).toBe(ids.length);
				for (const { title } of list) expect(title).not.toBe("");
			}
		},
	},
	{
		group,
		name: "an order's payment method and statuses are among those described",
		async run(bench) {
			const { paymentMethod, statuses } = await bench.read(await bench.place());
			const shop = await bench.connector.describe(bench.context());
			expect(shop.paymentMethods.map(({ id }) => id)).toContain(paymentMethod.id);
			for (const [machine, status] of Object.entries(statuses)) {
				expect(
					shop.statuses[machine]?.map(({ id }) => id),
					`statuses of "${machine}"`,
				).toContain(status);
			}
		},
	},
	{
		group,
		name: "the consent page is begun with a nonce, and a call that brings none is refused",
		skip: ({ connector }) => (connector.connect === undefined ? "does not declare connect" : null),
		async run({ connector, context }) {
			const { secrets: _, ...ctx } = context();
			const nonce = "nonce-0123456789abcdef0123456789";
			const begun = await connector.connect?.begin(ctx, {
				url: "https://kontor.example/connect/x",
				returnUrl: "https://kontor.example/done",
				nonce,
			});
			expect(begun?.redirect).toMatch(/^https?:\/\//);
			expect(begun?.redirect, "the nonce travels through the shop").toContain(nonce);
			const forged = {
				method: "POST",
				url: "/connect/x",
				headers: new Headers(),
				body: new TextEncoder().encode("{}"),
			};
			const callback = { url: "https://kontor.example/connect/x" };
			expect(await connector.connect?.complete({ ...ctx, secrets: null }, forged, callback)).toMatchObject({
				ok: false,
			});
		},
	},
];
