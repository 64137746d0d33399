import { useId } from "react";
import { Notice } from "../ui/notice.tsx";
import { useSpeech } from "../words/language.tsx";
import { RULE_WORDS } from "../words/rule-words.ts";
import { missingIn, withConditions, withTransfer } from "./drafts.ts";
import type { Editor, Rule } from "./shapes.ts";

interface EffectsPartProps {
	readonly rule: Rule;
	readonly editor: Editor;
	/** Null: the plugin names none, so it is written by hand. */
	readonly layouts: readonly string[] | null;
	readonly onChange: (rule: Rule) => void;
}

/** What goes with a change of the status: the customer's e-mail (PRODUCT J4), and the shipment records (J5, J6). */
export function EffectsPart({ rule, editor, layouts, onChange }: EffectsPartProps) {
	const { t } = useSpeech();
	const recommended = editor.recommendedWithShipments;
	const missing = missingIn(rule, recommended);
	const titleOf = (is: string) => editor.conditions.find(({ name }) => name === is)?.title ?? { de: is, en: is };
	return (
		<fieldset className="part">
			<legend>{t(RULE_WORDS.effects)}</legend>
			<label className="switch">
				<input
					type="checkbox"
					checked={rule.inform !== null}
					onChange={({ target }) =>
						onChange({ ...rule, inform: target.checked ? { layout: layouts?.[0] ?? "" } : null })
					}
				/>
				{t(RULE_WORDS.inform)}
			</label>
			{rule.inform !== null && (
				<Layout
					layout={rule.inform.layout}
					layouts={layouts}
					onChange={(layout) => onChange({ ...rule, inform: { ...rule.inform, layout } })}
				/>
			)}
			<label className="switch">
				<input
					type="checkbox"
					checked={rule.transferShipments}
					onChange={({ target }) => onChange(withTransfer(rule, target.checked, recommended))}
				/>
				{t(RULE_WORDS.transfer)}
			</label>
			<p className="hint hint-under">{t(RULE_WORDS.transferMeans)}</p>
			{missing.length > 0 && (
				<div role="status">
					<Notice tone="warn">
						<p>
							<strong>{t(RULE_WORDS.withoutRecommended)}</strong> {missing.map(({ is }) => t(titleOf(is))).join(", ")}
						</p>
						<button type="button" className="button" onClick={() => onChange(withConditions(rule, missing))}>
							{t(RULE_WORDS.addRecommended)}
						</button>
					</Notice>
				</div>
			)}
		</fieldset>
	);
}

interface LayoutProps {
	readonly layout: string;
	readonly layouts: readonly string[] | null;
	readonly onChange: (layout: string) => void;
}

function Layout({ layout, layouts, onChange }: LayoutProps) {
	const { t } = useSpeech();
	const field = useId();
	const isGone = layouts !== null && layout !== "" && !layouts.includes(layout);
	return (
		<div className="parameter parameter-under">
			<label htmlFor={field}>{t(RULE_WORDS.layout)}</label>
			{layouts === null ? (
				<input id={field} value={layout} onChange={({ target }) => onChange(target.value)} />
			) : (
				<select id={field} value={layout} onChange={({ target }) => onChange(target.value)}>
					{layout === "" && <option value="">{t(RULE_WORDS.choose)}</option>}
					{isGone && (
						<option value={layout}>
							{layout} ({t(RULE_WORDS.layoutGone)})
						</option>
					)}
					{layouts.map((name) => (
						<option key={name} value={name}>
							{name}
						</option>
					))}
				</select>
			)}
			{layout === "" && (
				<p className="hint hint-lacks">{t(layouts?.length === 0 ? RULE_WORDS.noLayouts : RULE_WORDS.fillIn)}</p>
			)}
		</div>
	);
}
