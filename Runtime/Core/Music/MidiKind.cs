#nullable enable
namespace RnnGen
{
    /// <summary>
    /// Specifies what a <see cref="MidiEvent"/> is; the values are those of the status byte.
    /// </summary>
    public enum MidiKind : byte
    {
        /// <summary>A key is released: pitch, velocity.</summary>
        NoteOff = 0x80,

        /// <summary>A key is struck: pitch, velocity. A velocity of 0 releases it.</summary>
        NoteOn = 0x90,

        /// <summary>The pressure on a key changes: pitch, pressure.</summary>
        KeyPressure = 0xA0,

        /// <summary>A controller moves: controller, value.</summary>
        Control = 0xB0,

        /// <summary>The channel changes its instrument: program.</summary>
        Program = 0xC0,

        /// <summary>The pressure on a whole channel changes: pressure.</summary>
        ChannelPressure = 0xD0,

        /// <summary>The pitch wheel moves: low seven bits, high seven bits.</summary>
        PitchBend = 0xE0,

        /// <summary>A system exclusive message, or the first packet of one.</summary>
        Sysex = 0xF0,

        /// <summary>
        /// A further packet of a system exclusive message, or any bytes to be sent as they are.
        /// </summary>
        Escape = 0xF7,

        /// <summary>Something for the player that is not sent: see <see cref="MidiMeta"/>.</summary>
        Meta = 0xFF,
    }
}
