import { startFakeHub } from "@kontor/conformance/fake-hub";
import { startHost } from "@kontor/host";
import { expect, test } from "vitest";
import { bueroplus } from "../src/connector.ts";
import { manifest } from "../src/manifest.ts";
import { LOGIN, startFakeBueroplus } from "./fake-bueroplus.ts";

const step = (id: string, from: string, to: string) => ({
	id,
	from,
	to,
	conditions: [{ is: "payment-received", with: {} }],
	inform: null,
	transferShipments: false,
});

test("what the rules want reaches the hub once, and what the hub answers leads on", async () => {
	const [fake, hub] = [await startFakeBueroplus(), await startFakeHub()];
	const ruleSet = {
		platform: "woocommerce",
		active: ["open", "inProgress"],
		rules: [step("a", "open", "inProgress"), step("b", "inProgress", "shipped")],
	};
	const { id } = hub.connect({
		plugin: manifest.id,
		config: { url: fake.url, platforms: [{ source: "Woo", plugin: "woocommerce" }], ruleSets: [ruleSet] },
		secrets: LOGIN,
		scope: { mapping: JSON.parse(JSON.stringify(manifest.defaults)), connectedAt: "2020-01-01T00:00:00Z" },
	});
	const host = await startHost({
		hubUrl: hub.url,
		key: hub.key,
		plugins: [bueroplus],
		publicUrl: null,
		allowPrivateAddresses: true,
		graceMs: 500,
	});
	await host.ready;
	try {
		fake.shop.add({ amount: "10.00", platform: "Woo", platformOrder: "4711" });
		expect(await hub.request(id, "status-requests")).toMatchObject({ result: { requested: 0 } });
		// A posting named the platform's order: büro⁺ knows nothing of it.
		hub.statuses.paid.add("4711");
		const counts: unknown[] = [];
		for (let times = 0; times < 4; times++) counts.push(await hub.request(id, "status-requests"));
		const answered = (requested: number) => ({ kind: "result", result: { requested, held: 0 } });
		expect(counts).toEqual([answered(1), answered(1), answered(0), answered(0)]);
		expect(hub.statuses.requests.map(({ to }) => to)).toEqual(["inProgress", "shipped"]);
	} finally {
		await host.close();
		await hub.close();
		await fake.close();
	}
});
