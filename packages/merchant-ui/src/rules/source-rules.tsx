import { useId, useState } from "react";
import { Confirm } from "../ui/confirm.tsx";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS, ruleCount } from "../words/rule-words.ts";
import { rulesFrom, targetsFrom, withActive, withNewRule, withoutTarget } from "./drafts.ts";
import { RuleItem } from "./rule-item.tsx";
import type { Editor, Finding, Platform, RuleSet, Status } from "./shapes.ts";

export interface SourceRulesProps {
	/** Where the rules begin. */
	readonly status: Status;
	readonly platform: Platform;
	readonly editor: Editor;
	readonly set: RuleSet;
	/** Of this platform. */
	readonly findings: readonly Finding[];
	readonly layouts: readonly string[] | null;
	readonly onChange: (set: RuleSet) => void;
}

/** One source status: whether it is switched on, where it may go, and the rules in the order that decides (PRODUCT J2). */
export function SourceRules(props: SourceRulesProps) {
	const { status, set, onChange } = props;
	const { t } = useSpeech();
	const rules = rulesFrom(set, status.id);
	const on = set.active.includes(status.id);
	const [begunOpen] = useState(on || rules.length > 0);
	return (
		<details className="code" open={begunOpen}>
			<summary>
				<span className="code-name">{t(RULE_WORDS.from(t(status.title)))}</span>
				<span className={on ? "tag tag-good" : "tag tag-plain"}>{t(on ? RULE_WORDS.on : RULE_WORDS.off)}</span>
				{rules.length > 0 && <span className="means unbroken">{t(ruleCount(rules.length))}</span>}
			</summary>
			<div className="source">
				<label className="switch">
					<input
						type="checkbox"
						checked={on}
						onChange={({ target }) => onChange(withActive(set, status.id, target.checked))}
					/>
					{t(RULE_WORDS.switchOn)}
				</label>
				<Targets {...props} />
				{rules.length > 0 && (
					<ol className="rules">
						{rules.map((rule, index) => (
							<RuleItem
								key={rule.id}
								{...props}
								rule={rule}
								place={{ at: index + 1, of: rules.length }}
								findings={props.findings.filter((one) => one.rules.includes(rule.id))}
							/>
						))}
					</ol>
				)}
				{rules.length > 0 && <AddRule {...props} />}
			</div>
		</details>
	);
}

/** Switched on with a first rule; switched off with all of its rules, which is asked. */
function Targets({ status, platform, set, onChange }: SourceRulesProps) {
	const { t } = useSpeech();
	const [leaving, setLeaving] = useState<Status | null>(null);
	const chosen = targetsFrom(set, status.id);
	const others = platform.statuses.filter(({ id }) => id !== status.id);

	function onTarget(target: Status, on: boolean) {
		if (on) onChange(withNewRule(set, status.id, target.id));
		else setLeaving(target);
	}
	return (
		<fieldset className="machine">
			<legend>{t(RULE_WORDS.targets)}</legend>
			<div className="choices">
				{others.map((target) => (
					<label key={target.id} className="choice">
						<input
							type="checkbox"
							checked={chosen.includes(target.id)}
							onChange={(event) => onTarget(target, event.target.checked)}
						/>
						{t(target.title)}
					</label>
				))}
			</div>
			{chosen.length === 0 && <p className="means">{t(RULE_WORDS.noTargets)}</p>}
			{leaving !== null && (
				<Confirm
					title={`${t(leaving.title)}: ${t(RULE_WORDS.removeTarget)}`}
					action={t(RULE_WORDS.removeRules)}
					grave
					onConfirm={() => onChange(withoutTarget(set, status.id, leaving.id))}
					onClose={() => setLeaving(null)}
				>
					<p>{t(RULE_WORDS.removeTargetMeans)}</p>
				</Confirm>
			)}
		</fieldset>
	);
}

/** Another rule to a target that is switched on. */
function AddRule({ status, platform, set, onChange }: SourceRulesProps) {
	const { t } = useSpeech();
	const field = useId();
	const targets = targetsFrom(set, status.id);
	const [wanted, setWanted] = useState("");
	const target = targets.includes(wanted) ? wanted : (targets[0] ?? "");
	const titleOf = (id: string) => platform.statuses.find((one) => one.id === id)?.title ?? { de: id, en: id };
	return (
		<div className="add">
			<label htmlFor={field}>{t(RULE_WORDS.addRuleTo)}</label>
			<select id={field} value={target} onChange={(event) => setWanted(event.target.value)}>
				{targets.map((id) => (
					<option key={id} value={id}>
						{t(titleOf(id))}
					</option>
				))}
			</select>
			<button type="button" className="button" onClick={() => onChange(withNewRule(set, status.id, target))}>
				{t(RULE_WORDS.addRule)}
			</button>
		</div>
	);
}
