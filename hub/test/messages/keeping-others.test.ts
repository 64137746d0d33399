import { call, patchSettings } from "@kontor/protocol";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { connectShop, order } from "../support/connected-shop.ts";
import { MessageWorld } from "./message-world.ts";

/** One message at fault, or one merchant who waits, holds nobody else up. */
describe("messages that keep others from leaving", () => {
	const world = new MessageWorld();
	const { queue, send, messages, told } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	it.each(["", "a@kunde.example>\r\nRCPT TO:<b@kunde.example"])(
		"are refused where nobody can be written to: %j",
		async (recipient) => {
			await queue({ recipient }, { recipient: "da@kunde.example" });
			await send();
			expect(world.sink.received.map(({ to }) => to)).toEqual(["da@kunde.example"]);
			expect((await messages()).map(({ state }) => state).toSorted()).toEqual(["refused", "sent"]);
			expect(await told()).toMatchObject([{ code: "MESSAGE_REFUSED" }]);
		},
	);

	it("are refused where the server says beforehand that it takes none so large", async () => {
		world.sink.limitSize(20_000);
		const large = { name: "rechnung.pdf", contentType: "application/pdf", bytes: new Uint8Array(50_000) };
		await queue({ files: [large] }, { recipient: "da@kunde.example" });
		await send();
		expect(world.sink.received.map(({ to }) => to)).toEqual(["da@kunde.example"]);
		expect(await told()).toMatchObject([{ code: "MESSAGE_REFUSED", text: { en: expect.stringContaining("size") } }]);
	});

	it("are put off where they cannot be written", async () => {
		const shop = await connectShop(world.hub, { merchant: world.merchant });
		await shop.deliver(order("1"));
		const { id } = await shop.order("1");
		// As of a later release, whose process runs beside this one.
		await queue({ order: id, intent: { message: "inventedLater" } }, { recipient: "da@kunde.example" });
		await send();
		expect(world.sink.received.map(({ to }) => to)).toEqual(["da@kunde.example"]);
		for (let tries = 0; tries < 6; tries++) {
			world.hub.advance(12 * 60 * 60_000);
			await send();
		}
		expect((await messages()).map(({ state }) => state).toSorted()).toEqual(["cancelled", "sent"]);
		expect((await told()).map(({ code }) => code)).toContain("MESSAGE_NOT_WRITTEN");
	});

	it("of merchants who hold them back: the others' leave within one look (E5)", async () => {
		for (let held = 0; held < 9; held++) {
			const merchant = await world.hub.newMerchant();
			await call(merchant, patchSettings, { body: { hold: true } });
			await world.hub.hub.db.merchant(merchant.id, "queue", async (tx) => {
				await tx.execute(
					`INSERT INTO messages (merchant_id, id, kind, audience, channel, cause_key, recipient, subject, body, state, only_while, due_at, created_at)
					 VALUES ($1::uuid, uuidv7(), 'test', 'customer', 'email', 'held', '', '', '{}', 'ready', '{}', $2, $2)`,
					tx.merchantId,
					tx.now,
				);
			});
		}
		// Whoever comes first by his id is no more important.
		await queue({});
		await send();
		expect(world.sink.received).toHaveLength(1);
	});

	it("stay where the merchant holds everything while they are being sent (E5)", async () => {
		world.sink.onText = async () => {
			await call(world.merchant, patchSettings, { body: { hold: true } });
			return "take";
		};
		await queue({}, { recipient: "zweite@kunde.example" });
		await send();
		expect(world.sink.received).toHaveLength(1);
		expect((await messages()).map(({ state }) => state).toSorted()).toEqual(["ready", "sent"]);
		await call(world.merchant, patchSettings, { body: { hold: false } });
		world.sink.onText = async () => "take";
		await send();
		expect(world.sink.received).toHaveLength(2);
	});
});
