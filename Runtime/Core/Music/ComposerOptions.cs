#nullable enable

namespace RnnGen
{
    /// <summary>What a <see cref="Composer"/> pays regard to from the beginning.</summary>
    public sealed class ComposerOptions
    {
        /// <summary>How freely tokens are chosen.</summary>
        public SamplerOptions Sampling { get; } = new SamplerOptions();

        /// <summary>The scale of all pitches but drums, or null for all.</summary>
        public Scale? Scale { get; set; }

        /// <summary>
        /// The tempo in quarter notes per minute, or null for those that the model chooses.
        /// </summary>
        public double? Tempo { get; set; }
    }
}
