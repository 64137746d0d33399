import { ConnectionState } from "@kontor/protocol";
import { describe, expect, it } from "vitest";
import { ANSWERS, afterAnswer, afterWish, WISHES } from "../src/connections/states.ts";

const STATES = ConnectionState.options;

describe("the states of a connection", () => {
	it.each([
		["checking", "check", "checking"],
		["checking", "authorize", "authorizing"],
		["checking", "connect", null],
		["refused", "check", "checking"],
		["refused", "authorize", "authorizing"],
		["refused", "connect", null],
		["authorizing", "check", "checking"],
		["authorizing", "authorize", "authorizing"],
		["authorizing", "connect", null],
		["ready", "check", "checking"],
		["ready", "authorize", "authorizing"],
		["ready", "connect", "checking"],
		["connected", "check", "connected"],
		["connected", "authorize", "connected"],
		["connected", "connect", "connected"],
		["disconnected", "check", null],
		["disconnected", "authorize", "authorizing"],
		["disconnected", "connect", "checking"],
	] as const)("%s: %s leads to %s", (state, wish, to) => {
		expect(afterWish(state, wish)).toBe(to);
	});

	it.each(STATES)("%s can be disconnected, and stays it", (state) => {
		expect(afterWish(state, "disconnect")).toBe("disconnected");
	});

	it.each([
		["checking", "refused", "refused"],
		["checking", "otherShop", "refused"],
		["checking", "described", "ready"],
		["checking", "welcomed", "connected"],
		["refused", "consented", "checking"],
		["authorizing", "consented", "checking"],
		["authorizing", "refused", "refused"],
		["connected", "otherShop", "refused"],
	] as const)("%s: the answer %s leads to %s", (state, answer, to) => {
		expect(afterAnswer(state, answer)).toBe(to);
	});

	it("is changed by no other answer: it came too late", () => {
		const changing = STATES.flatMap((state) =>
			ANSWERS.filter((answer) => afterAnswer(state, answer) !== state).map((answer) => `${state} ${answer}`),
		);
		expect(changing).toHaveLength(8);
	});

	it("is connected only by a shop that was checked for it", () => {
		for (const state of STATES.filter((one) => one !== "connected")) {
			for (const wish of WISHES) expect(afterWish(state, wish)).not.toBe("connected");
			for (const answer of ANSWERS) {
				if (afterAnswer(state, answer) === "connected") expect([state, answer]).toEqual(["checking", "welcomed"]);
			}
		}
	});

	it("leaves disconnected only because the merchant wants it", () => {
		for (const answer of ANSWERS) expect(afterAnswer("disconnected", answer)).toBe("disconnected");
	});
});
