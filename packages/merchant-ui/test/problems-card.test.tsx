import { NextStep } from "@kontor/protocol/connections";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";
import { ProblemsCard } from "../src/connection/problems-card.tsx";
import { Speaking } from "../src/words/language.tsx";

const ACTIONS = NextStep.shape.action.options;

function shown(problems: Parameters<typeof ProblemsCard>[0]["problems"], mappingIsOld = false): string {
	const nothing = () => {};
	return renderToStaticMarkup(
		<Speaking language="en">
			<ProblemsCard
				problems={problems}
				mappingIsOld={mappingIsOld}
				busy={false}
				onCheck={nothing}
				onAuthorize={nothing}
				onMapping={nothing}
			/>
		</Speaking>,
	);
}

/** Where nothing can be done on the page, or not all of it, what to do is said in words. */
const IN_WORDS = [
	"credentials",
	"reinstall",
	"address",
	"removeCopy",
	"useOther",
	"answer",
	"compare",
	"wait",
	"operator",
];
const WITHOUT_BUTTON = ["answer", "compare", "wait", "operator"];

it.each(ACTIONS)("a problem that asks for %s says what to do, and lets it be done where it can be", (action) => {
	const step = `Please do ${action}`;
	const nextStep = { action, text: { de: `Bitte ${action}`, en: step } };
	const html = shown([{ code: "ANY", text: { de: "Fehler", en: "Something is wrong" }, nextStep }]);
	expect(html).toContain("Something is wrong");
	expect(html).toContain(step);
	expect(html.includes(`<p class="next-step">${step}`)).toBe(IN_WORDS.includes(action));
	expect(html.includes("<button")).toBe(!WITHOUT_BUTTON.includes(action));
});

it("a mapping that no longer fits the shop leads to the mapping", () => {
	expect(shown([], true)).toMatch(/<button[^>]*>Open the mapping/);
	expect(shown([])).toContain("No notices.");
});
