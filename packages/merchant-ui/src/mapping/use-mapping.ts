import type { AdminFrame, Mapping } from "@kontor/connector";
import type { Connection } from "@kontor/protocol/connections";
import type { UseMutationResult } from "@tanstack/react-query";
import { useState } from "react";
import { failureOf } from "../connection/use-connection.ts";
import type { Editing } from "../ui/editing.ts";
import { useSpeech } from "../words/language.tsx";
import { WORDS } from "../words/words.ts";
import { type Edits, edited, isEdited, NO_EDITS, withGone, withoutOpen } from "./edits.ts";

interface MappingEditing extends Editing {
	/** As it would be saved. */
	readonly mapping: Mapping;
	/** It cannot be saved like that. */
	readonly incomplete: boolean;
	/** The merchant wanted to save: what is missing is marked. */
	readonly marksMissing: boolean;
	readonly edit: (change: (before: Edits) => Edits) => void;
}

/** The mapping of a connection, with what the merchant changed and has not saved. */
export function useMapping(
	connection: Connection,
	readAt: number,
	saving: UseMutationResult<Connection, Error, Mapping>,
	notify: AdminFrame["notify"] | undefined,
): MappingEditing {
	const { t } = useSpeech();
	const [edits, setEdits] = useState(NO_EDITS);
	const [wantsToSave, setWantsToSave] = useState(false);
	const mapping = edited(connection.mapping, edits);
	const dirty = isEdited(connection.mapping, edits);
	const incomplete =
		withoutOpen(mapping).length > 0 || withGone(mapping, connection.description?.statuses ?? {}).length > 0;

	function discard() {
		setEdits(NO_EDITS);
		setWantsToSave(false);
	}
	function save() {
		setWantsToSave(true);
		if (incomplete) return;
		saving.mutate(mapping, {
			onSuccess() {
				setEdits((now) => (now === edits ? NO_EDITS : now));
				setWantsToSave(false);
				notify?.({ kind: "success", title: "Kontor", text: t(WORDS.saved) }).catch(() => {});
			},
		});
	}
	function says() {
		if (incomplete && wantsToSave) return WORDS.mendFirst;
		if (dirty) return WORDS.unsaved;
		return saving.isSuccess ? WORDS.saved : null;
	}
	return {
		mapping,
		incomplete,
		marksMissing: wantsToSave,
		edit: setEdits,
		dirty,
		saving: saving.isPending,
		failure: failureOf(saving, readAt),
		says: says(),
		saidAt: saving.submittedAt,
		saveLabel: WORDS.save,
		save,
		discard,
	};
}
