#nullable enable
namespace RnnGen
{
    /// <summary>
    /// Represents what a RIFF file holds around its MIDI data: whole chunks, kept as they are.
    /// </summary>
    internal sealed class MidiRiff
    {
        public readonly byte[] Before;
        public readonly byte[] After;

        public MidiRiff(byte[] before, byte[] after)
        {
            Before = before;
            After = after;
        }
    }
}
