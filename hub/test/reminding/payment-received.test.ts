import { assignPosting, call, listPostings, optOut } from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import type { Booked } from "../support/statements.ts";
import { DAY_MS, RemindingWorld } from "./reminding-world.ts";

describe("a payment that came in (F10)", () => {
	const world = new RemindingWorld();
	const { place, morning, settings } = world;
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	/** The bank books, and what follows is done. @returns the mails since then, all of them about this */
	async function booked(...given: readonly Partial<Booked>[]): Promise<{ to: string; raw: string }[]> {
		const before = world.sink.received.length;
		world.hub.advance(DAY_MS);
		await morning(...given);
		await world.run();
		return world.sink.received.slice(before);
	}

	it("is told once where the merchant wants it, with what is still open, and can be declined", async () => {
		await settings({ common: { notifyPaymentReceived: true }, prepayment: { reminders: [] } });
		await place("1", { number: "AU-100234" });
		const [part, ...others] = await booked({ minor: 4_000, text: "AU-100234" });
		expect(others).toEqual([]);
		expect(part?.to).toBe("kunde-1@kunde.example");
		const mail = await PostalMime.parse(part?.raw ?? "");
		expect(mail.text).toContain("40,00");
		expect(mail.text).toContain("60,00");
		expect(mail.attachments).toEqual([]);
		expect(await booked()).toEqual([]);

		await call(world.merchant, optOut, { body: { address: "kunde-1@kunde.example" } });
		expect(await booked({ minor: 6_000, text: "AU-100234" })).toEqual([]);
		expect((await world.shop.order("1")).state).toBe("paid");
	});

	it("is not told where nobody asked for it; a shop may", async () => {
		await place("1");
		expect(await booked({ text: "N1 Erika Muster" })).toEqual([]);
		await settings({ common: { notifyPaymentReceived: true } }, world.shop.id);
		await place("2");
		expect(await booked({ text: "N2 Erika Muster" })).toHaveLength(1);
	});

	it("is no news after two weeks: what old statements bring, nobody is told of", async () => {
		await settings({ common: { notifyPaymentReceived: true }, prepayment: { reminders: [] } });
		await place("1");
		await place("2");
		world.hub.advance(20 * DAY_MS);
		const [told, ...others] = await booked(
			{ day: "2026-11-08", text: "N1 Erika Muster" },
			{ day: "2026-11-09", text: "N2 Erika Muster" },
		);
		expect((await world.shop.order("1")).state).toBe("paid");
		expect(others).toEqual([]);
		expect(told?.to).toBe("kunde-2@kunde.example");
	});

	it("is told in one sum where it was more than was owed, when a person books it, too", async () => {
		await settings({ common: { notifyPaymentReceived: true } });
		const order = await place("1");
		expect(await booked({ minor: 19_000, text: "N1 Erika Muster" })).toEqual([]);
		const [posting] = (await call(world.merchant, listPostings, { query: { outcome: "review" } })).items;
		await call(world.merchant, assignPosting, {
			params: { posting: posting?.id ?? "" },
			body: { orders: [{ order, minor: 19_000 }] },
		});
		await world.jobsDone();
		await world.hub.hub.messageRuns.idle();
		const mail = await PostalMime.parse(world.sink.received.at(-1)?.raw ?? "");
		expect(mail.subject).toContain("N1");
		expect(mail.text).toContain("190,00");
	});
});
