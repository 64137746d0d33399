import type { Text } from "@kontor/connector";
import type { Language } from "../language.ts";
import { bold, dim, good, heading } from "../terminal/style.ts";

/** Columns that lines below a stage's title stay in. */
export const INDENT = 3;

/** Tells what happens while it happens: numbered stages with what each took, and lines below. */
export class Stages {
	readonly #language: Language;
	readonly #began = performance.now();
	#count = 0;

	constructor(language: Language) {
		this.#language = language;
	}

	get seconds(): number {
		return (performance.now() - this.#began) / 1000;
	}

	async run<T>(title: Text, work: () => Promise<T>): Promise<T> {
		const began = performance.now();
		console.log(`\n${heading(`${++this.#count}`)}  ${bold(title[this.#language])}`);
		const result = await work();
		const seconds = (performance.now() - began) / 1000;
		if (seconds >= 0.05) console.log(dim(`${" ".repeat(INDENT)}${seconds.toFixed(1)} s`));
		return result;
	}

	say({ de, en }: Text): void {
		console.log(`${" ".repeat(INDENT)}${this.#language === "de" ? de : en}`);
	}

	done(text: Text): void {
		this.say({ de: `${good("✓")} ${text.de}`, en: `${good("✓")} ${text.en}` });
	}
}
