#nullable enable
using System;

namespace RnnGen
{
    /// <summary>Represents a picture being painted: a model that draws, stroke by stroke.</summary>
    /// <remarks>
    /// The same model, seed and calls give the same picture on every platform. <see cref="TryNext"/> is one
    /// step of the network, so that a game can take as many as fit into a frame; it allocates nothing after
    /// the first steps. Not safe for use by several threads at once; there are none inside.
    /// </remarks>
    public sealed class Painter
    {
        private readonly DrawNetwork network;
        private readonly CpuBackend backend = new CpuBackend();
        private readonly Rng rng;
        private readonly float[] noise;
        private readonly float[] values;
        private readonly int[] classes;
        private DrawState state;
        private int? nextClass;
        private float temperature = 1;

        /// <summary>Initializes a painter before the first stroke.</summary>
        /// <param name="model">The model.</param>
        /// <param name="seed">Where chance starts.</param>
        public Painter(DrawModel model, ulong seed = 0)
        {
            network = model.Network;
            var config = network.Config;
            noise = new float[config.Latent];
            values = new float[config.Values];
            classes = new int[config.Classes > 0 ? 1 : 0];
            rng = new Rng(seed);
            Reset(seed);
        }

        /// <summary>Goes back to the blank canvas.</summary>
        /// <param name="seed">Where chance starts: the same seed, the same picture.</param>
        public void Reset(ulong seed)
        {
            rng.State = new Rng(seed).State;
            Reset();
        }

        /// <summary>Goes back to the blank canvas, for another picture: chance goes on.</summary>
        public void Reset()
        {
            if (classes.Length > 0)
            {
                classes[0] = nextClass ?? network.Config.Classes;
            }

            backend.NextStep();
            state = network.InitialState(backend, 1, classes);
            Step = 0;
            Look();
        }

        /// <summary>Paints one stroke.</summary>
        /// <returns>False, and nothing has changed, if the picture is finished.</returns>
        public bool TryNext()
        {
            if (Step == network.Config.Steps)
            {
                return false;
            }

            for (var i = 0; i < noise.Length; i++)
            {
                noise[i] = temperature * rng.Normal();
            }

            backend.NextStep();
            network.Draw(backend.From(noise, 1, noise.Length), ref state);
            Step++;
            Look();
            return true;
        }

        /// <summary>Shows what is painted: from [height][planes][width] to [height][width][planes].</summary>
        private void Look()
        {
            var painted = network.Paint(state).Row(0);
            int width = network.Config.Width, planes = network.Config.Planes;
            var at = 0;
            for (var first = 0; first < painted.Length; first += planes * width)
            {
                for (var x = 0; x < width; x++)
                {
                    for (var plane = 0; plane < planes; plane++)
                    {
                        values[at++] = painted[first + plane * width + x];
                    }
                }
            }
        }

        /// <summary>
        /// The picture as it stands, [height][width][planes] from the top left on: the probability that a
        /// channel is on, which is how bright it is shown, or that the pixel has a colour of the palette.
        /// Replaced by the next stroke.
        /// </summary>
        public ReadOnlySpan<float> Values => values;

        /// <summary>The strokes that are painted, up to <see cref="DrawConfig.Steps"/>.</summary>
        public int Step { get; private set; }

        /// <summary>
        /// What the next picture is to show, a class of the model, or null for anything. It holds from the
        /// next <see cref="Reset()"/> on.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The model has no such class.</exception>
        public int? Class
        {
            get => nextClass;
            set
            {
                if (value < 0 || value >= network.Config.Classes)
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(value),
                        $"The class must be one of the model's {network.Config.Classes}, counted from 0, "
                        + $"but was {value}.");
                }

                nextClass = value;
            }
        }

        /// <summary>
        /// How far chance may stray from the most usual picture: 0 not at all, 1 as it was learned.
        /// </summary>
        /// <exception cref="ArgumentOutOfRangeException">The value is negative or not finite.</exception>
        public float Temperature
        {
            get => temperature;
            set
            {
                if (!(value >= 0 && value <= float.MaxValue))
                {
                    throw new ArgumentOutOfRangeException(
                        nameof(value), $"The temperature must be 0 or more, but was {value}.");
                }

                temperature = value;
            }
        }
    }
}
