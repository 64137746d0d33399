import { call, finishNotification, listNotifications, putDigestSettings } from "@kontor/protocol";
import PostalMime from "postal-mime";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Notice, notify } from "../../src/notifications/notify.ts";
import { DAY_MS, RemindingWorld } from "../reminding/reminding-world.ts";

const HOUR_MS = 60 * 60_000;

function notice(about: string, code = "POSTINGS_IN_REVIEW"): Notice {
	return { code, causeKey: about, text: { de: `Bitte ansehen: ${about}`, en: `Please look: ${about}` }, about: {} };
}

describe("notifications by e-mail (L4)", () => {
	const world = new RemindingWorld();
	beforeAll(() => world.open());
	beforeEach(() => world.begin());
	afterEach(() => world.end());
	afterAll(() => world.close());

	const tell = (...notices: readonly Notice[]) =>
		world.hub.hub.db.merchant(world.merchant.id, "tell", (tx) => notify(tx, notices));
	const digest = (body: { recipient: string | null; daily?: boolean; urgent?: boolean; language?: "de" | "en" }) =>
		call(world.merchant, putDigestSettings, { body });
	const TO = { recipient: "chefin@laden.example" };

	/** The texts of the e-mails to the merchant. */
	const told = async () => {
		const mails = world.sink.received.filter(({ to }) => to === TO.recipient);
		return Promise.all(mails.map(async ({ raw }) => PostalMime.parse(raw)));
	};

	/** The hourly look, and what it sends. */
	const look = async () => {
		world.hub.advance(HOUR_MS);
		await world.hub.tick();
		await world.jobsDone();
		await world.hub.hub.messageRuns.look(world.hub.hub);
		await world.hub.hub.messageRuns.idle();
	};

	it("come once a day, each cause once, without what was done meanwhile", async () => {
		await digest(TO);
		await tell(notice("a"), notice("b"), notice("b"), notice("c"));
		const { items } = await call(world.merchant, listNotifications, {});
		const c = items.find(({ text }) => text.de.endsWith("c"));
		await call(world.merchant, finishNotification, { params: { notification: c?.id ?? "" } });
		await look();
		await tell(notice("d"));
		await look();
		const [first, ...others] = await told();
		expect(others).toEqual([]);
		expect(first?.subject).toBe("Laden GmbH: 2 Aufgaben warten auf Sie");
		expect(first?.text).toContain("Bitte ansehen: a");
		expect(first?.text).toContain("Bitte ansehen: b");
		expect(first?.text).not.toContain("ansehen: c");
		world.hub.advance(DAY_MS);
		await look();
		const [, second] = await told();
		expect(second?.text).toContain("ansehen: d");
		expect(second?.text).not.toContain("ansehen: a");
		world.hub.advance(DAY_MS);
		await look();
		expect(await told()).toHaveLength(2);
	});

	it("come at once where they cannot wait, in English where the merchant wants it", async () => {
		await digest({ ...TO, daily: false, language: "en" });
		await tell(notice("later"));
		await tell(notice("shop", "SHOP_NOT_READ"));
		await tell(notice("shop", "SHOP_NOT_READ"));
		await world.jobsDone();
		await world.hub.hub.messageRuns.look(world.hub.hub);
		await world.hub.hub.messageRuns.idle();
		await look();
		const mails = await told();
		expect(mails.map(({ subject }) => subject)).toEqual(["Laden GmbH: one task is waiting for you"]);
		expect(mails[0]?.text).toContain("Please look: shop");
		expect(mails[0]?.text).not.toContain("later");
	});

	it("do not come where nobody wants them, and tell nothing old when they are switched on", async () => {
		await tell(notice("old"), notice("old shop", "SHOP_NOT_READ"));
		await look();
		await digest(TO);
		await look();
		expect(await told()).toEqual([]);
		await digest({ recipient: null });
		await tell(notice("quiet", "SHOP_NOT_READ"));
		world.hub.advance(DAY_MS);
		await look();
		expect(await told()).toEqual([]);
	});
});
