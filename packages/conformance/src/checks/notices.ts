import { ConnectorError, type RawRequest, ShopNotice } from "@kontor/connector";
import { assert, expect } from "vitest";
import type { Bench } from "../bench.ts";
import type { Check } from "../check.ts";
import { hosted } from "../hosted.ts";
import type { Rig } from "../rig.ts";

const group = "removal from the shop";
const NOBODYS_KEY = "whsec_c29tZWJvZHkgZWxzZSdzIGtleSwgMzIgYnl0ZXM=";

const skip = ({ shop }: Rig) => (shop.uninstall === undefined ? "the shop does not say that it removed Kontor" : null);

export const noticeChecks: readonly Check[] = [
	{
		group,
		name: "is told, as often as the shop says it",
		skip,
		async run(bench) {
			// What a handler is given is what was true before the removal.
			const ctx = bench.context();
			const raw = await removed(bench, bench.webhookKeys[0]);
			for (let time = 0; time < 2; time++) {
				const delivery = await bench.connector.receive?.(ctx, raw);
				expect(delivery?.notices?.map((notice) => ShopNotice.parse(notice).kind)).toEqual(["uninstalled"]);
			}
		},
	},
	{
		group,
		name: "is not believed with a bad signature, changed, or without one",
		skip,
		async run(bench) {
			const ctx = bench.context();
			const raw = await removed(bench, bench.webhookKeys[0]);
			const body = Uint8Array.from([...raw.body, 0x20]);
			const bare = new Headers({ "content-type": "application/json" });
			const forged = [await removed(bench, NOBODYS_KEY), { ...raw, body }, { ...raw, headers: bare }];
			for (const [nth, one] of forged.entries()) {
				const ended = await bench.connector.receive?.(ctx, one).catch((error: unknown) => error);
				assert(ended instanceof ConnectorError, `forgery ${nth} was believed: ${JSON.stringify(ended)}`);
				expect(ended.fault, "the fault that the host answers 401 for").toBe("bad-config");
			}
		},
	},
	{
		group,
		name: "reaches the hub through the host, a forged one does not",
		skip,
		run: (bench) =>
			hosted(bench, async ({ hub, connection, deliver }) => {
				const forged = await removed(bench, NOBODYS_KEY);
				expect(await deliver(forged)).toBe(401);
				expect(hub.notices).toEqual([]);
				const raw = await removed(bench, bench.webhookKeys[0]);
				expect(await deliver(raw)).toBe(200);
				expect(hub.notices).toMatchObject([{ about: connection.id, notice: { kind: "uninstalled" } }]);
			}),
	},
];

async function removed(bench: Bench, key: string): Promise<RawRequest> {
	const raw = await bench.shop.uninstall?.({ keepData: true, key, at: new Date() });
	assert(raw !== undefined, "FakeShop.uninstall makes a message");
	return raw;
}
