import "./dialog.css";
import { type ReactNode, useEffect, useId, useRef } from "react";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";

interface ConfirmProps {
	readonly title: string;
	/** On the button that does it. */
	readonly action: string;
	/** It takes something away. */
	readonly grave?: boolean;
	readonly onConfirm: () => void;
	readonly onClose: () => void;
	/** What follows. */
	readonly children: ReactNode;
}

/** Asks before something is done that is not undone by another click. */
export function Confirm({ title, action, grave = false, onConfirm, onClose, children }: ConfirmProps) {
	const { t } = useSpeech();
	const id = useId();
	const dialog = useRef<HTMLDialogElement>(null);
	useEffect(() => dialog.current?.showModal(), []);
	return (
		<dialog ref={dialog} className="dialog" aria-labelledby={id} onClose={onClose}>
			<h2 id={id}>{title}</h2>
			{children}
			<div className="actions actions-end">
				<button type="button" className="button" onClick={() => dialog.current?.close()}>
					{t(WORDS.cancel)}
				</button>
				<button
					type="button"
					className={grave ? "button button-grave" : "button button-main"}
					onClick={() => {
						onConfirm();
						dialog.current?.close();
					}}
				>
					{action}
				</button>
			</div>
		</dialog>
	);
}
