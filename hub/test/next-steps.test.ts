import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Text } from "@kontor/connector";
import { NextStep } from "@kontor/protocol";
import { expect, it } from "vitest";
import { nextStepOf } from "../src/connections/next-steps.ts";

const TOPICS = ["check", "describe", "secrets", "reading", "webhooks", "host", "shop", "clone", "numbers"];

it("every problem of a connection has something that the merchant can do, in both languages", () => {
	const source = globSync("src/{connections,orders}/**/*.ts", { cwd: join(import.meta.dirname, "..") })
		.map((file) => readFileSync(join(import.meta.dirname, "..", file), "utf8"))
		.join("\n");
	const codes = [...source.matchAll(/code: "([A-Z_]+)"/g)].map(([, code = ""]) => code);
	expect(codes).toContain("OTHER_SHOP");
	for (const topic of [...TOPICS, "a topic of tomorrow"]) {
		for (const code of [...codes, "A_PLUGINS_OWN_CODE"]) {
			const { action, text } = nextStepOf(code, topic, { connect: false });
			expect(NextStep.shape.action.options).toContain(action);
			expect(Text.parse(text)).toEqual(text);
		}
	}
});

it("names the way to new credentials that the kind of shop has", () => {
	expect(nextStepOf("SHOP_REFUSED", "check", { connect: true }).action).toBe("authorize");
	expect(nextStepOf("SHOP_REFUSED", "check", { connect: false }).action).toBe("credentials");
	expect(nextStepOf("APP_NOT_SET_UP", "check", { connect: true }).action).toBe("operator");
});
