import { useId } from "react";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import { withConditions } from "./drafts.ts";
import { ParameterField } from "./parameter-field.tsx";
import { fieldsOf } from "./parameters.ts";
import type { Condition, Editor, Rule } from "./shapes.ts";

interface ConditionsPartProps {
	readonly rule: Rule;
	readonly editor: Editor;
	readonly onChange: (rule: Rule) => void;
}

/** The conditions of a rule, each a row of the plugin's table with what it asks for (PRODUCT J2, J3). */
export function ConditionsPart({ rule, editor, onChange }: ConditionsPartProps) {
	const { t } = useSpeech();
	const field = useId();
	const replace = (index: number, condition: Condition) =>
		onChange({ ...rule, conditions: rule.conditions.with(index, condition) });
	const remove = (index: number) => onChange({ ...rule, conditions: rule.conditions.toSpliced(index, 1) });
	return (
		<fieldset className="part">
			<legend>{t(RULE_WORDS.conditions)}</legend>
			<p className="means">{t(rule.conditions.length === 0 ? RULE_WORDS.noConditions : RULE_WORDS.conditionsMeans)}</p>
			<ul className="conditions">
				{rule.conditions.map((condition, index) => (
					<ConditionRow
						// biome-ignore lint/suspicious/noArrayIndexKey: conditions have no names, and the same may stand twice
						key={`${index} ${condition.is}`}
						condition={condition}
						editor={editor}
						onChange={(changed) => replace(index, changed)}
						onRemove={() => remove(index)}
					/>
				))}
			</ul>
			<div className="add">
				<label htmlFor={field}>{t(RULE_WORDS.addCondition)}</label>
				<select
					id={field}
					value=""
					onChange={({ target }) => onChange(withConditions(rule, [{ is: target.value, with: {} }]))}
				>
					<option value="">{t(RULE_WORDS.choose)}</option>
					{editor.conditions.map(({ name, title }) => (
						<option key={name} value={name}>
							{t(title)}
						</option>
					))}
				</select>
			</div>
		</fieldset>
	);
}

interface ConditionRowProps {
	readonly condition: Condition;
	readonly editor: Editor;
	readonly onChange: (condition: Condition) => void;
	readonly onRemove: () => void;
}

function ConditionRow({ condition, editor, onChange, onRemove }: ConditionRowProps) {
	const { t } = useSpeech();
	const name = useId();
	const kind = editor.conditions.find((one) => one.name === condition.is);
	const title = kind === undefined ? condition.is : t(kind.title);
	const isRecommended = editor.recommendedWithShipments.some(({ is }) => is === condition.is);
	return (
		<li className="condition">
			<fieldset aria-labelledby={name}>
				<div className="condition-head">
					<span id={name} className="condition-name">
						{title}
						{isRecommended && condition.not !== true && (
							<span className="tag tag-good">{t(RULE_WORDS.recommended)}</span>
						)}
					</span>
					<label className="choice choice-small">
						<input
							type="checkbox"
							checked={condition.not === true}
							onChange={({ target }) => onChange(turned(condition, target.checked))}
						/>
						{t(RULE_WORDS.not)}
					</label>
					<button
						type="button"
						className="button button-small button-grave-quiet"
						aria-label={`${t(RULE_WORDS.removeCondition)}: ${title}`}
						onClick={onRemove}
					>
						×
					</button>
				</div>
				{(kind === undefined ? [] : fieldsOf(kind)).map((field) => (
					<ParameterField
						key={field.name}
						field={field}
						value={condition.with[field.name]}
						onChange={(value) => onChange({ ...condition, with: { ...condition.with, [field.name]: value } })}
					/>
				))}
			</fieldset>
		</li>
	);
}

function turned(condition: Condition, not: boolean): Condition {
	const { not: _, ...straight } = condition;
	return not ? { ...straight, not } : straight;
}
