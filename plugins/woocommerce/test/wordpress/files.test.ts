import { execFileSync } from "node:child_process";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { because, withPhp } from "./site.ts";

const PLUGIN = join(import.meta.dirname, "../../wordpress/kontor");
const files = globSync("**/*.php", { cwd: PLUGIN }).sort();

withPhp(`syntax${because}`, () => {
	it("is right in every file", () => {
		expect(files.length).toBeGreaterThan(10);
		const said = files.map((file) => execFileSync("php", ["-l", join(PLUGIN, file)], { encoding: "utf8" }));
		expect(said.filter((text) => !text.startsWith("No syntax errors"))).toEqual([]);
	});
});

describe("what WordPress expects of every file", () => {
	const sources = files.map((file) => [file, readFileSync(join(PLUGIN, file), "utf8")] as const);

	const where = (wrong: (source: string) => boolean) =>
		sources.filter(([, source]) => wrong(source)).map(([file]) => file);

	it("none can be called from outside", () => {
		expect(where((source) => !/defined\( '(ABSPATH|WP_UNINSTALL_PLUGIN)' \)/.test(source))).toEqual([]);
	});

	it("all do without what PHP 7.4 has not", () => {
		const newer = /\bmatch\s*\(|\?->|\bstr_(starts|ends)_with|\bstr_contains|readonly |: static\b|#\[/;
		expect(where((source) => newer.test(source))).toEqual([]);
	});

	it("every text is there in German", () => {
		const literal = /'((?:[^'\\]|\\.)*)', 'kontor'/;
		const texts = sources.flatMap(([, source]) => [
			...[...source.matchAll(/\b(?:esc_html__|esc_attr__|__)\( ('(?:[^'\\]|\\.)*', 'kontor')/g)].map(
				([, call = ""]) => literal.exec(call)?.[1] ?? "",
			),
			...[...source.matchAll(/\b_n\( '((?:[^'\\]|\\.)*)'/g)].map(([, one = ""]) => one),
		]);
		const po = readFileSync(join(PLUGIN, "languages/kontor-de_DE.po"), "utf8");
		const translated = [...po.matchAll(/^msgid "(.+)"$/gm)].map(([, text = ""]) => text.replaceAll('\\"', '"'));
		expect(texts.length).toBeGreaterThan(15);
		expect([...new Set(texts)].sort()).toEqual(translated.sort());
		expect(po).not.toMatch(/^msgstr(\[\d\])? ""$(?!\n")/m);
	});

	it("the compiled texts are those of the source", () => {
		const po = readFileSync(join(PLUGIN, "languages/kontor-de_DE.po"), "utf8");
		const mo = readFileSync(join(PLUGIN, "languages/kontor-de_DE.mo"));
		const [count, from, to] = [8, 12, 16].map((at) => mo.readUInt32LE(at)) as [number, number, number];
		const text = (table: number, n: number) => {
			const [length, place] = [mo.readUInt32LE(table + 8 * n), mo.readUInt32LE(table + 8 * n + 4)];
			return mo.toString("utf8", place, place + length);
		};
		const compiled = Array.from({ length: count }, (_, n) => [text(from, n), text(to, n)] as const).filter(
			([id]) => id,
		);
		const forms = [...po.matchAll(/^msgid "(.+)"\n(?:msgid_plural "(.+)"\n)?((?:msgstr.*\n)+)/gm)].map(
			([, id = "", many, strings = ""]) =>
				[
					many === undefined ? id : `${id}\0${many}`,
					[...strings.matchAll(/^msgstr(?:\[\d\])? "(.*)"$/gm)].map(([, german]) => german).join("\0"),
				] as const,
		);
		expect(new Map(compiled)).toEqual(new Map(forms));
	});
});
