#nullable enable

namespace RnnGen
{
    /// <summary>The blueprint of a <see cref="VideoNetwork"/>.</summary>
    public sealed class VideoConfig
    {
        /// <summary>How a frame is drawn, and what classes of videos there are.</summary>
        public DrawConfig Frame { get; set; } = new DrawConfig();

        /// <summary>
        /// The units of the LSTM that goes from frame to frame; 0 for none, so that each frame is drawn as if it were
        /// the first.
        /// </summary>
        public int Time { get; set; }

        /// <summary>
        /// Whether the canvas moves between frames as time says, and is not only kept or cleared.
        /// </summary>
        public bool Moves { get; set; }

        internal VideoConfig Copy()
        {
            var copy = (VideoConfig)MemberwiseClone();
            copy.Frame = Frame.Copy();
            return copy;
        }

        /// <summary>Gets what is wrong with the blueprint, one sentence, or null.</summary>
        public string? Problem()
        {
            if (Frame == null)
            {
                return "A network of videos must have a blueprint of a frame, but has none.";
            }

            if (Time < 0 || Time > Parameter.MostUnits)
            {
                return $"Time must have 0 to {Parameter.MostUnits} units, but has {Time}.";
            }

            if (Moves && (Time == 0 || Frame.Width < 2 || Frame.Height < 2))
            {
                return "A canvas that moves needs time to say where to, and 2 pixels each way, but has "
                    + $"{Time} units of time and {Frame.Width} x {Frame.Height} pixels.";
            }

            var problem = Frame.Problem() ?? Frame.WithContext(Time).Problem();
            var weights = problem == null ? 4L * Time * TimeInputs : 0;
            return weights > CheckpointHeader.MostValues
                ? $"A matrix can have {CheckpointHeader.MostValues} weights, but time would have {weights}: take fewer "
                    + "units or smaller frames, or no canvas feedback."
                : problem;
        }

        /// <summary>What time sees: h_dec of the frame before, all that was painted, and the class.</summary>
        internal int TimeInputs => Frame.Size + (Frame.CanvasFeedback ? Frame.Values : 0) + Frame.ClassValues;

        /// <summary>What time says of the canvas: how much is kept, and where it goes.</summary>
        internal int CarryValues => 1 + (Moves ? Glimpse.Numbers : 0);
    }
}
