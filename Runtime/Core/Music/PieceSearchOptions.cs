#nullable enable

namespace RnnGen
{
    /// <summary>What a <see cref="PieceSearch"/> pays regard to.</summary>
    public sealed class PieceSearchOptions
    {
        /// <summary>How many pieces go on side by side; 1 or more, 8 by default.</summary>
        public int Width { get; set; } = 8;

        /// <summary>Divides the logits, as for <see cref="BeamOptions.Temperature"/>; above 0.</summary>
        public float Temperature { get; set; } = 1;

        /// <summary>The scale of all pitches but drums, or null for all.</summary>
        public Scale? Scale { get; set; }

        /// <summary>
        /// The tempo in quarter notes per minute, or null for those that the model chooses.
        /// </summary>
        public double? Tempo { get; set; }
    }
}
