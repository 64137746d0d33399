import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { Access } from "./access.ts";
import { EbicsBank } from "./bank.ts";

describe("initialisation of an EBICS access", () => {
	let bank: EbicsBank;
	let access: Access;
	beforeEach(async () => {
		bank = new EbicsBank();
		access = new Access(bank, await bank.start());
	});
	afterEach(() => bank.stop());

	it("sends the keys, waits with the letter, then reads the accounts", async () => {
		const first = await access.setUp();
		expect(first.state).toBe("waiting");
		expect(bank.seen.map(({ order, code }) => `${order} ${code}`)).toEqual(["HEV 000000", "INI 000000", "HIA 000000"]);
		expect(bank.state).toBe("initialised");

		expect((await access.setUp()).state).toBe("waiting");
		bank.state = "ready";
		expect(await access.setUp()).toEqual({
			state: "ready",
			accounts: [
				{
					id: "DE02120300000000202051",
					iban: "DE02120300000000202051",
					currency: "EUR",
					ownerName: "Muster GmbH & Co. KG",
					name: "Giro",
				},
			],
		});
	});
});
