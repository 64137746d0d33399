import { useState } from "react";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import { ConditionsPart } from "./conditions-part.tsx";
import { missingIn, withoutRule, withRule, withRuleMoved } from "./drafts.ts";
import { EffectsPart } from "./effects-part.tsx";
import { FindingList } from "./finding-list.tsx";
import { conditionsInWords, effectsInWords } from "./in-words.ts";
import type { Finding, Rule } from "./shapes.ts";
import type { SourceRulesProps } from "./source-rules.tsx";

interface RuleItemProps extends SourceRulesProps {
	readonly rule: Rule;
	/** Its place among the rules of its status. */
	readonly place: { readonly at: number; readonly of: number };
	/** About this rule. */
	readonly findings: readonly Finding[];
}

/** One rule: in a sentence while it is closed, as a form when it is opened. */
export function RuleItem({ rule, place, findings, set, editor, platform, layouts, onChange }: RuleItemProps) {
	const { t, language } = useSpeech();
	// A rule that was made just now is to be filled in.
	const [begunOpen] = useState(rule.conditions.length === 0 && rule.inform === null);
	const target = platform.statuses.find(({ id }) => id === rule.to)?.title ?? { de: rule.to, en: rule.to };
	const change = (changed: Rule) => onChange(withRule(set, changed));
	// Said where it can be mended, at once.
	const lacksRecommended = missingIn(rule, editor.recommendedWithShipments).length > 0;
	const shown = findings.filter(({ severity }) => !(lacksRecommended && severity === "recommendation"));
	const name = `${t(RULE_WORDS.rule)} ${place.at}`;
	return (
		<li className="rule">
			<details open={begunOpen}>
				<summary>
					<span className="rule-place" aria-hidden="true">
						{place.at}
					</span>
					<span className="rule-sentence">
						<span className="rule-target">→ {t(target)}</span>
						<span className="means">{conditionsInWords(rule, editor, language)}</span>
						<span className="rule-notes">
							{effectsInWords(rule, language).map((effect) => (
								<span key={effect} className="tag tag-plain">
									{effect}
								</span>
							))}
							<code className="rule-id">{rule.id}</code>
						</span>
					</span>
				</summary>
				<div className="rule-form">
					<ConditionsPart rule={rule} editor={editor} onChange={change} />
					<EffectsPart rule={rule} editor={editor} layouts={layouts} onChange={change} />
					<div className="actions">
						{place.of > 1 &&
							([-1, 1] as const).map((by) => (
								<button
									key={by}
									type="button"
									className="button button-small"
									disabled={place.at === (by < 0 ? 1 : place.of)}
									aria-label={`${name}: ${t(by < 0 ? RULE_WORDS.moveUp : RULE_WORDS.moveDown)}`}
									onClick={() => onChange(withRuleMoved(set, rule.id, by))}
								>
									{by < 0 ? "↑" : "↓"} {t(by < 0 ? RULE_WORDS.moveUp : RULE_WORDS.moveDown)}
								</button>
							))}
						<button
							type="button"
							className="button button-small button-grave-quiet"
							aria-label={`${name}: ${t(RULE_WORDS.removeRule)}`}
							onClick={() => onChange(withoutRule(set, rule.id))}
						>
							{t(RULE_WORDS.removeRule)}
						</button>
					</div>
				</div>
			</details>
			<FindingList findings={shown} />
		</li>
	);
}
