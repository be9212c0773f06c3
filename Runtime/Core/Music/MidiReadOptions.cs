#nullable enable
namespace RnnGen
{
    /// <summary>Represents how a MIDI file is read.</summary>
    public sealed class MidiReadOptions
    {
        /// <summary>
        /// Whether a problem of severity <see cref="MidiSeverity.Error"/> throws
        /// <see cref="MidiFormatException"/>; by default it is mended and reported.
        /// </summary>
        public bool Strict { get; set; }

        /// <summary>
        /// The largest file that is read, in bytes; larger ones throw <see cref="MidiSizeException"/>.
        /// </summary>
        public int MaxBytes { get; set; } = 64 << 20;
    }
}
