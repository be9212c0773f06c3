#nullable enable
namespace RnnGen
{
    /// <summary>Specifies how bad a <see cref="MidiDiagnostic"/> is.</summary>
    public enum MidiSeverity
    {
        /// <summary>Allowed by the standard, but worth knowing.</summary>
        Info,

        /// <summary>Against the standard, but the rest of the file is read as it was meant.</summary>
        Warning,

        /// <summary>Against the standard, and something had to be guessed or was lost.</summary>
        Error,
    }
}
