#nullable enable
namespace RnnGen
{
    /// <summary>Represents something unusual in a MIDI file, and what the reader did about it.</summary>
    public readonly struct MidiDiagnostic
    {
        internal MidiDiagnostic(int offset, MidiProblem problem)
        {
            Offset = offset;
            Code = problem;
        }

        /// <inheritdoc/>
        public override string ToString() => $"{Severity} at byte {Offset}: {Code}. {Action}";

        /// <summary>Where in the file, in bytes from its beginning.</summary>
        public int Offset { get; }

        /// <summary>What is unusual.</summary>
        public MidiProblem Code { get; }

        /// <summary>How bad it is.</summary>
        public MidiSeverity Severity => MidiProblems.SeverityOf(Code);

        /// <summary>What was done about it, a sentence.</summary>
        public string Action => MidiProblems.ActionOn(Code);
    }
}
