#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents the reason why a MIDI file was not read.</summary>
    public abstract class MidiException : Exception
    {
        private protected MidiException(string message)
            : base(message)
        {
        }
    }

    /// <summary>The exception that is thrown when bytes are not a MIDI file at all.</summary>
    public sealed class NotMidiException : MidiException
    {
        internal NotMidiException(string message)
            : base(message)
        {
        }
    }

    /// <summary>
    /// The exception that is thrown when a file is larger than <see cref="MidiReadOptions.MaxBytes"/>.
    /// </summary>
    public sealed class MidiSizeException : MidiException
    {
        internal MidiSizeException(long size, int maximum)
            : base($"A MIDI file must not be larger than {maximum} bytes, but this one has {size}.")
        {
        }
    }

    /// <summary>The exception that is thrown by a strict reader when a file breaks the standard.</summary>
    public sealed class MidiFormatException : MidiException
    {
        internal MidiFormatException(MidiDiagnostic diagnostic)
            : base($"A strict reader takes no file with errors, but at byte {diagnostic.Offset} it found: "
                + $"{diagnostic.Code}. Read it tolerantly to go on.")
        {
            Diagnostic = diagnostic;
        }

        /// <summary>The first error in the file.</summary>
        public MidiDiagnostic Diagnostic { get; }
    }
}
