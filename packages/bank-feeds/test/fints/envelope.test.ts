import { describe, expect, it } from "vitest";
import { capture } from "../../src/fints/captured.ts";
import { bytesOf, CutOff, cut, segmentsOf } from "../../src/fints/envelope.ts";

const text = (bytes: Uint8Array) => Buffer.from(bytes).toString("latin1");

describe("cutting a message", () => {
	it.each([
		["A:1:1+x'B:2:1+y'", ["A:1:1+x", "B:2:1+y"]],
		["A:1:1+it?'s?+so??'B:2:1+?@5@'", ["A:1:1+it?'s?+so??", "B:2:1+?@5@"]],
		["A:1:1+@3@'+:+y'B:2:1", ["A:1:1+@3@'+:+y", "B:2:1"]],
		["A:1:1+@0@+y'", ["A:1:1+@0@+y"]],
		["A:1:1+post@bank.example and @ alone'B:2:1'", ["A:1:1+post@bank.example and @ alone", "B:2:1"]],
		["A:1:1+?'", ["A:1:1+?'"]],
		["", []],
	])("cuts %j at segments", (message, segments) => {
		expect(cut(message, "'")).toEqual(segments);
	});

	it("says that a binary is longer than the message", () => {
		expect(() => cut("A:1:1+@10@short'", "'")).toThrow(CutOff);
	});

	it("takes what is inside the envelope for the message", () => {
		const message = "HNHBK:1:3+1'HNVSK:998:3+x'HNVSD:999:1+@12@A:2:1'B:3:1''HNHBS:4:1+1'";
		expect(segmentsOf(message)).toEqual(["HNHBK:1:3+1", "A:2:1", "B:3:1", "HNHBS:4:1+1"]);
	});

	it("reads an element as binary or as text", () => {
		expect(text(bytesOf("@4@?'+:"))).toBe("?'+:");
		expect(text(bytesOf("a?:b??"))).toBe("a:b?");
		expect(text(bytesOf(""))).toBe("");
	});
});

describe("capturing statements", () => {
	it("takes MT940, booked and pending", () => {
		const segment = "HIKAZ:5:7:3+@9@:20:A'+:\r+@4@:20:";
		expect(capture(segment)).toEqual({
			format: "mt940",
			booked: [Buffer.from(":20:A'+:\r")],
			pending: [Buffer.from(":20:")],
		});
	});

	it("takes MT940 that a bank writes as text", () => {
		expect(capture("HIKAZ:5:5:3+?:20?:A?+B")?.booked.map(text)).toEqual([":20:A+B"]);
		expect(capture("HIKAZ:5:5:3+:20:A")?.booked.map(text)).toEqual([":20:A"]);
	});

	it("takes camt, one document for one", () => {
		const captured = capture("HICAZ:5:1:3+DE1:BIC+urn?:iso+@3@<a>:@3@<b>+@3@<c>");
		expect(captured?.booked.map(text)).toEqual(["<a>", "<b>"]);
		expect(captured?.pending.map(text)).toEqual(["<c>"]);
	});

	it("takes nothing else", () => {
		expect(capture("HICAZS:5:1:3+1+1+0+90:N:N:x")).toBeUndefined();
		expect(capture("HIKAZS:5:7:3+1+1+0+90:N:N")).toBeUndefined();
	});
});
