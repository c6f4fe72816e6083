package io.minimlops.orchestrator.document;

import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.CharacterEscapes;
import com.fasterxml.jackson.core.io.SerializedString;
import org.jspecify.annotations.Nullable;

/// PostgreSQL takes every character but this one: it is written as the replacement character.
final class WithoutNul extends CharacterEscapes {

    private static final long serialVersionUID = 1L;
    private static final SerializedString REPLACEMENT = new SerializedString("\\ufffd");

    @Override
    public int[] getEscapeCodesForAscii() {
        int[] codes = standardAsciiEscapesForJSON();
        codes[0] = ESCAPE_CUSTOM;
        return codes;
    }

    @Override
    public @Nullable SerializableString getEscapeSequence(int character) {
        return character == 0 ? REPLACEMENT : null;
    }
}
